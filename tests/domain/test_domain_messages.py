"""Messages, hashtags and the mobilisation kit."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from autograder.domain.channel import Channel, Language
from autograder.domain.errors import InvalidData
from autograder.domain.hashtag import Fault, Hashtag, count_uses, doubles, find
from autograder.domain.kit import Account, Content, Kit, Part
from autograder.domain.message import Message, ReaderTime
from autograder.domain.message_length import measure, measure_sms, weight_on_x

# -- length, as the platform counts it

@pytest.mark.parametrize(("text", "weight"), [
    ("Hi http://test.co", 26),                                  # conformance file of twitter-text
    ("http://test.co", 23),
    ("https://www.twitter.com/aloha " * 10, 240),
    ("A\u0301B", 2),                                            # composed before counting
    ("故人西辞黄鹤楼", 14),
    ("😷👾😡🔥💩", 10),
    ("🙋🏽👨\u200d🎤", 4),                                       # skin tone and joined pictures: one emoji each
    ("H🐱☺👨\u200d👩\u200d👧\u200d👦", 7),
    ("🇲🇱 Mali 1\ufe0f\u20e3", 10),
    ("‐‑‒–—―‖‗‘’‚‛“”„‟′″‴‵‶‷", 22),
    ("…", 2),
    ("L’égalité, « c'est » nous\u202f!", 28),
    ("Allez sur developpementlocal-sahel.org.", 34),
    ("lire exemple.ml demain", 22),                              # a bare national domain stays text
    ("lire exemple.ml/kit demain", 35),
    ("awa@exemple.com", 15),
])
def test_x_counts_weighted_signs(text, weight):
    assert weight_on_x(text) == weight


@pytest.mark.parametrize(("text", "count", "parts"), [
    ("a" * 160, 160, 1), ("a" * 161, 161, 2), ("a" * 306, 306, 2), ("a" * 307, 307, 3),
    ("é" * 160, 160, 1), ("ê" * 70, 70, 1), ("ê" * 71, 71, 2), ("ê" * 135, 135, 3),
    ("€" * 80, 160, 1), ("€" * 81, 162, 2),
    ("a" * 152 + "€" + "a" * 152, 306, 3),                       # the escaped sign is not cut in two
    ("L’eau", 5, 1), ("😀" * 35, 70, 1),
])
def test_an_sms_is_counted_and_cut_as_the_operator_does(text, count, parts):
    length = measure_sms(text)

    assert (length.count, length.parts) == (count, parts)


def test_one_curly_apostrophe_makes_a_dear_sms():
    assert measure_sms("L'eau " * 15).parts == 1
    assert measure_sms("L’eau " * 15).parts == 2


@pytest.mark.parametrize(("channel", "limit"), [
    (Channel.X, 280), (Channel.INSTAGRAM, 2200), (Channel.LINKEDIN, 3000), (Channel.FACEBOOK, 63206),
])
def test_a_text_is_too_long_one_sign_after_the_limit(channel, limit):
    assert measure("a" * limit, channel).over == 0
    assert measure("a" * (limit + 1), channel).over == 1


def test_radio_and_blog_have_no_limit():
    assert measure("a" * 10**5, Channel.BLOG).over == measure("a" * 10**5, Channel.RADIO).over == 0


@given(st.text(alphabet=st.characters(max_codepoint=4351, exclude_characters=".#*0123456789©®")))
def test_latin_text_without_links_weighs_its_composed_length_on_x(text):
    composed = unicodedata.normalize("NFC", text)
    assume(max(map(ord, composed), default=0) <= 4351)  # "Ê" and a grave compose into "Ề", which X counts twice
    assert weight_on_x(text) == len(composed)


def test_a_letter_that_composes_beyond_the_light_range_counts_twice_on_x():
    assert weight_on_x("\u00ca\u0300") == 2


# -- hashtags

@pytest.mark.parametrize(("text", "faults"), [
    ("#EngageonsNous", []), ("#PaixauMali", []), ("#JeVeuxSavoir", []), ("#FreeSenegal", []), ("#StopEDM", []),
    ("#Wuli", []), ("#paix", []), ("#paix_au_mali_ensemble", [Fault.LONG]),
    ("#engageonsnous", [Fault.UNREADABLE]), ("#ENGAGEONSNOUS", [Fault.SHOUTED]),
    ("#ÉgalitéMali", [Fault.ACCENTS]), ("#2021", [Fault.DIGITS_ONLY]),
    ("#Femmes-Jeunes", [Fault.REFUSED_CHARACTER]), ("#Nos droits", [Fault.REFUSED_CHARACTER]),
    ("PaixauMali", [Fault.NO_SIGN]), ("#", [Fault.REFUSED_CHARACTER, Fault.DIGITS_ONLY]),
    ("#SauvonsLaDémocratieDesPustshistes", [Fault.ACCENTS, Fault.LONG]),
])
def test_the_faults_of_a_hashtag_are_named(text, faults):
    assert list(Hashtag(text).faults()) == faults


def test_hashtags_are_found_where_the_platforms_link_them():
    text = "Osons #EngageonsNous, a#b, http://a.ml/#ancre (#Été) #12 #fem-mes \uff03Paix"

    assert [found.text for found in find(text)] == ["#EngageonsNous", "#Été", "#fem", "#Paix"]


def test_an_accent_typed_apart_does_not_cut_the_hashtag():
    assert find("#E\u0301galite")[0].name == "Égalite"


def test_a_use_counts_once_a_text_whatever_the_capitals():
    texts = ["#PaixauMali #paixaumali", "vive #PAIXAUMALI", "paix au Mali", "#PaixauMalien"]

    assert count_uses(texts, Hashtag("#PaixAuMali")) == 2


def test_two_spellings_of_one_hashtag_are_doubles():
    assert doubles([Hashtag("#Paix"), Hashtag("#paix"), Hashtag("#Égal"), Hashtag("#Egal")]) == (
        Hashtag("#paix"), Hashtag("#Egal"))


def test_the_words_of_a_hashtag_are_read_from_its_capitals():
    assert Hashtag("#StopEDMVite2021").words == ("Stop", "EDM", "Vite", "2021")


def test_a_hashtag_that_can_be_cut_in_two_ways_is_ambiguous():
    lexicon = ["sus", "anal", "susan", "album", "bum", "party", "al"]

    assert Hashtag("#SusanAlbumParty").ambiguous(lexicon)
    assert not Hashtag("#EngageonsNous").ambiguous(["engageons", "nous"])


def test_a_hashtag_with_thousands_of_readings_is_still_quick():
    assert Hashtag("#" + "a" * 400).ambiguous(["a", "aa"])


# -- messages

def message(text, channel=Channel.X, time=ReaderTime.SECONDS, **more):
    return Message(text, channel, time, **more)


def test_a_message_for_seconds_is_a_tweet_not_a_page():
    assert message("Les femmes décident aussi. #EngageonsNous").fits_time()
    assert not message("mot " * 100).fits_time()
    assert message("mot " * 100, time=ReaderTime.MINUTE).fits_time()
    assert not message("mot " * 1000, time=ReaderTime.MINUTES).fits_time()


def test_who_wants_more_gets_a_link():
    assert not message("Le diagnostic complet.", time=ReaderTime.MORE).fits_time()
    assert message("Le diagnostic : https://exemple.ml/d", time=ReaderTime.MORE).fits_time()


@pytest.mark.parametrize("text", [
    "Comme dit hier, les jeunes ont des idées.", "2/5 Les jeunes peuvent siéger.",
    "Suite de notre série sur la commune : le budget.", "Voir ci-dessus pour le lien du débat.",
    "#EngageonsNous https://exemple.ml", "Oui !", "Comme je le disais, la loi existe.",
])
def test_a_message_that_leans_on_another_does_not_stand_alone(text):
    assert not message(text).stands_alone()


@pytest.mark.parametrize("text", [
    "20 % des femmes de la région savent utiliser un ordinateur. #EngageonsNous",
    "Le débat a lieu le 2/3 à Kayes : venez nombreuses et nombreux.",
    "Hier, douze femmes ont pris la parole au conseil.",
])
def test_a_message_with_words_of_its_own_stands_alone(text):
    assert message(text).stands_alone()


def test_more_than_three_hashtags_blur_a_message():
    assert not message("Osons #Un #Deux #Trois").too_many_hashtags()
    assert message("Osons #Un #Deux #Trois #Quatre").too_many_hashtags()
    assert message("Osons #engageonsnous #Ok").hashtag_faults() == {Hashtag("#engageonsnous"): (Fault.UNREADABLE,)}
    assert message("#Paix #paix").repeated_hashtags() == (Hashtag("#paix"),)


def test_a_blog_paragraph_without_bold_is_found():
    blog = message("Un **mot** ici.\n\nRien là.\n\n**Deux\nlignes** ok", Channel.BLOG, ReaderTime.MINUTES)

    assert blog.paragraphs_without_bold() == ("Rien là.",)


texts = st.text(min_size=1, max_size=80).filter(str.strip)
messages = st.builds(
    Message, texts, st.sampled_from(Channel), st.sampled_from(ReaderTime), st.sampled_from(["", "c1"]),
    st.sampled_from(Language), st.sampled_from(["", "Diagnostic 2019"]),
)


@given(messages)
def test_a_message_written_and_read_again_is_the_same(written):
    assert Message.from_json(written.to_json()) == written


# -- kit

FULL = Kit(
    "Une campagne", "Le collectif", "mars 2021", "pour que les femmes et les jeunes décident",
    accounts=(Account(Channel.FACEBOOK, "SaheLink"),), hashtags=(Hashtag("#EngageonsNous"),),
    messages=(message("Osez la parole au conseil. #EngageonsNous", Channel.FACEBOOK),),
    people=(Account(Channel.X, "@mairie"),), contents=(Content("Affiche", "affiche.png"),),
)


def test_an_empty_kit_lacks_every_part_of_the_booklet():
    assert set(Kit().missing_parts()) == set(Part)


def test_a_full_kit_lacks_nothing():
    assert FULL.missing_parts() == FULL.channels_without_message() == FULL.messages_without_hashtag() == ()
    assert FULL.too_long_messages() == FULL.unusable_hashtags() == FULL.contents_nowhere() == ()


def test_a_kit_says_which_network_waits_for_its_message():
    kit = Kit(accounts=(Account(Channel.X, "@a"), Account(Channel.X, "@b")), contents=(Content("Vidéo"),),
              hashtags=(Hashtag("#2021"),), messages=(message("Sans rien", Channel.FACEBOOK),))

    assert kit.channels_without_message() == (Channel.X,)
    assert [content.title for content in kit.contents_nowhere()] == ["Vidéo"]
    assert kit.unusable_hashtags() == kit.hashtags
    assert kit.messages_without_hashtag() == kit.messages


def test_a_kit_written_and_read_again_is_the_same():
    assert Kit.from_json(FULL.to_json()) == FULL


@pytest.mark.parametrize(("data", "word"), [
    ([], "forme attendue"), ({"messages": "a"}, "une liste"), ({"messages": [{"text": " "}]}, "vide"),
    ({"messages": [{"text": "a", "channel": "minitel", "time": "minute"}]}, "minitel\u00a0» n’existe pas"),
    ({"accounts": [{"channel": "x"}]}, "le nom du compte est vide"),
    ({"what": 3}, "doit être un texte"), ({"what": "a" * 501}, "dépasse 500"),
])
def test_data_that_make_no_kit_are_refused_in_french(data, word):
    with pytest.raises(InvalidData) as refusal:
        Kit.from_json(data)

    assert word in refusal.value.sentence
