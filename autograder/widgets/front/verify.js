/** « Vérifier », by the session's server or by the corrector in the browser: → `{report}` or `{sentence}`. */

import { Unreachable } from "./api.js";

const NO_SERVER = "La vérification se fait sur l'ordinateur de la formatrice ou du formateur, et il ne répond pas. Votre travail est gardé ici : continuez, et vérifiez plus tard.";

export const bySession = (api, person) => async (envelope) => {
  try {
    return { report: await api.verify(envelope.exercise, person.jeton, envelope) };
  } catch (error) {
    if (error instanceof Unreachable) return { sentence: NO_SERVER };
    if (error.status === undefined) throw error;
    return { sentence: error.sentence, status: error.status };
  }
};

export const byCorrector = (corrector) => async (envelope) => {
  try {
    const { rapport, erreur } = await corrector.score(envelope);
    return rapport ? { report: rapport } : { sentence: erreur };
  } catch (error) {
    return { sentence: error.message };
  }
};
