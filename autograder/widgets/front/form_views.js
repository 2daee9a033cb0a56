/**
 * The views of « form », by the name that `form.json` gives. Each is `View({view, form, rules, data, open})`: `view` holds its
 * parameters, `open({part, row})` a row's sheet.
 */

import { Budget } from "./form_view_budget.js";
import { Table } from "./form_view_table.js";

export const VIEWS = {
  budget: { title: "Le compte", View: Budget },
  table: { title: "Les données", View: Table },
};
