/**
 * How long a message is, as its channel counts it, and how long it takes to read; the same rules as
 * `autograder.domain.message_length`, `message` and `hashtag`. No look-behind: older phones refuse the whole script.
 */

const X_LIMIT = 280;
const X_LINK = 23;
const X_LIGHT = [[0, 4351], [8192, 8205], [8208, 8223], [8242, 8247]];
const LIMITS = { facebook: 63206, instagram: 2200, linkedin: 3000, youtube: 5000, tiktok: 4000, whatsapp: 65536 };
const GSM_BASIC = new Set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");
const GSM_EXTENSION = new Set("\f^{}\\[~]|€");
const WORDS_A_MINUTE = 184;

const WORD = "\\p{L}\\p{N}_";
const TAIL = "[^\\s<>«»]*[^\\s<>«».,;:!?)'\"]";
const GENERIC = "com|org|net|info|edu|gov|int|africa|news|blog|app";
// What stands before an address typed without http:// is caught in the first group, and put back.
const LINK = new RegExp(
  `https?://${TAIL}`
  + `|(^|[^${WORD}@#./-])(?:(?:[a-z0-9-]+\\.)+(?:${GENERIC})(?![${WORD}.-]*[${WORD}@])(?:/${TAIL})?|(?:[a-z0-9-]+\\.)+[a-z]{2}/(?:${TAIL})?)`,
  "giu",
);
const PICTURE = "[\\u{1f000}-\\u{1faff}\\u2190-\\u21ff\\u2300-\\u27bf\\u2900-\\u297f\\u2b00-\\u2bff\\u3030\\u303d\\u3297\\u3299]";
const DRESSED = `(?:${PICTURE}|[\\u00a9\\u00ae\\u203c\\u2049\\u2122\\u2139](?=\\ufe0f))[\\ufe0f\\u{1f3fb}-\\u{1f3ff}]{0,2}`;
const EMOJI = new RegExp(
  `[\\u{1f1e6}-\\u{1f1ff}]{2}|[0-9#*]\\ufe0f?\\u20e3|${DRESSED}[\\u{e0020}-\\u{e007e}]+\\u{e007f}|${DRESSED}(?:\\u200d${DRESSED})*`, "gu",
);
const HASHTAG = new RegExp(`(^|[^${WORD}&#/])[#＃]([${WORD}]+)`, "gu");

/** `{count, limit}`; `limit` is undefined where the channel sets none. */
export function measure(text, channel) {
  if (channel === "x") return { count: weightOnX(text), limit: X_LIMIT };
  if (channel === "sms") return measureSms(text);
  return { count: text.length, limit: LIMITS[channel] };
}

function weightOnX(text) {
  const composed = text.normalize("NFC");
  const links = linksIn(composed).length;
  const bare = composed.replace(LINK, "$1");
  const emojis = (bare.match(EMOJI) || []).length;
  const light = (code) => X_LIGHT.some(([start, end]) => start <= code && code <= end);
  return [...bare.replace(EMOJI, "")].reduce((sum, sign) => sum + (light(sign.codePointAt(0)) ? 1 : 2), links * X_LINK + emojis * 2);
}

function measureSms(text) {
  const signs = [...text];
  if (!signs.every((sign) => GSM_BASIC.has(sign) || GSM_EXTENSION.has(sign))) return { count: text.length, limit: 70 };
  return { count: signs.reduce((sum, sign) => sum + (GSM_EXTENSION.has(sign) ? 2 : 1), 0), limit: 160 };
}

export const linksIn = (text) => text.match(LINK) || [];

export const wordsIn = (text) => text.replace(LINK, "$1 ").split(/\s+/).filter(Boolean).length;

export const secondsToRead = (text) => (wordsIn(text) * 60) / WORDS_A_MINUTE;

/** The hashtags that the platforms would link, sign included. */
export function hashtagsIn(text) {
  const found = [];
  text.normalize("NFC").replace(HASHTAG, (_, before, name) => /\p{L}/u.test(name) && found.push(`#${name}`));
  return found;
}
