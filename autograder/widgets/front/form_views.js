/**
 * The views of « form », by the name that `form.json` gives. Each is `View({view, form, rules, data, open})`: `view` holds its
 * parameters, `open({part, row})` a row's sheet.
 */

import { Budget } from "./form_view_budget.js";
import { Calendar } from "./form_view_calendar.js";
import { Charts } from "./form_view_chart.js";
import { Cleaning } from "./form_view_cleaning.js";
import { Lights } from "./form_view_lights.js";
import { Messages } from "./form_view_message.js";
import { Table } from "./form_view_table.js";
import { Timeline } from "./form_view_timeline.js";

export const VIEWS = {
  budget: { title: "Le compte", View: Budget },
  calendar: { title: "Les semaines", View: Calendar },
  chart: { title: "Mes graphiques", View: Charts },
  cleaning: { title: "L'export", View: Cleaning },
  lights: { title: "Mes réponses", View: Lights },
  message: { title: "Les compteurs", View: Messages },
  table: { title: "Les données", View: Table },
  timeline: { title: "Le dessin", View: Timeline },
};
