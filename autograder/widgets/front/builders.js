/**
 * The builders that the front end has, by the name that an exercise gives. Each is `Builder({data, answer, onChange})`, its
 * `blank` answer, `size(answer)` in a few words, and the `words` in which the page speaks of the work.
 */

import { Builder as TreeBuilder } from "./builder.js";
import { BLANK as BLANK_FORM, filled } from "./form.js";
import { FormBuilder } from "./form_builder.js";
import { BLANK as BLANK_FORMULA, begun } from "./formula.js";
import { FormulaBuilder } from "./formula_builder.js";
import { plural } from "./french.js";
import { BLANK as BLANK_SORTING, placedCards } from "./sorting.js";
import { SortingBuilder } from "./sorting_builder.js";
import { BLANK as BLANK_TREE } from "./tree.js";

const BUILDERS = {
  "cause-tree": {
    Builder: TreeBuilder,
    blank: BLANK_TREE,
    size: (answer) => plural(answer.statements.length, "énoncé"),
    words: { yours: "Votre arbre", goOn: "Continuer mon arbre", begin: "Placez d'abord quelques énoncés" },
  },
  sorting: {
    Builder: SortingBuilder,
    blank: BLANK_SORTING,
    size: (answer) => plural(placedCards(answer).length, "carte"),
    words: { yours: "Votre tri", goOn: "Continuer mon tri", begin: "Placez d'abord quelques cartes" },
  },
  form: {
    Builder: FormBuilder,
    blank: BLANK_FORM,
    size: (answer) => plural(filled(answer), "réponse"),
    words: { yours: "Votre fiche", goOn: "Continuer ma fiche", begin: "Remplissez d'abord quelques lignes" },
  },
  formula: {
    Builder: FormulaBuilder,
    blank: BLANK_FORMULA,
    size: (answer) => plural(begun(answer), "formule"),
    words: { yours: "Votre feuille de calcul", goOn: "Continuer mes formules", begin: "Composez d'abord une formule" },
  },
};

export const builderOf = (exercise) => BUILDERS[exercise.builder];
