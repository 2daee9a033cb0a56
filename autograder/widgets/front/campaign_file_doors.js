/** The two doors of the campaign file: made by the trainer's computer in a session, by the browser itself elsewhere. */

import { useMemo, useState } from "preact/hooks";

import { CampaignFile } from "./campaign_file.js";
import { openCorrector } from "./corrector.js";
import { SignIn } from "./signin.js";
import { ME } from "./static_page.js";
import { html } from "./ui.js";

const LOST = "Le serveur ne vous reconnaît plus : entrez à nouveau avec votre code de reprise.";

export function SessionCampaignFile({ parts, store, api, people, root }) {
  const [person, setPerson] = useState(() => people.current());
  const [lost, setLost] = useState("");
  const make = async (kind, content) => {
    try {
      return await api.campaignFile(kind, person.jeton, content);
    } catch (error) {
      if (error.status === 401) {
        setLost(LOST);
        setPerson(null);
      }
      throw error;
    }
  };
  if (!person) return html`<${SignIn} api=${api} store=${store} lost=${lost} welcome=${(answer) => setPerson(people.welcome(answer))}/>`;
  return html`<${CampaignFile} key=${person.id} ...${{ parts, store, person, root, make }}/>`;
}

/** A browser lays out no PDF by itself: the document opens, and its own menu prints it or saves it as PDF. */
export function StaticCampaignFile({ parts, store, place, root }) {
  const engine = useMemo(() => openCorrector({ ...place, told: () => undefined }), []);
  const make = (kind, content) => engine.campaignFile(kind, { ...content, author: store.get("nom", "") });
  return html`<${CampaignFile} ...${{ parts, store, root, make, printed: "html" }} person=${{ id: ME }}/>`;
}
