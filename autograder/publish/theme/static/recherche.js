// The words of Sphinx's search, in plain French. Loaded after doctools.js, before searchtools.js.
"use strict";

// Not addTranslations: it evaluates a string, which the session server's content security policy forbids.
Object.assign(Documentation.TRANSLATIONS, {
  "Search Results": "Résultats",
  "Searching": "Recherche en cours",
  "Preparing search...": "La recherche se prépare…",
  "Search finished, found ${resultCount} page(s) matching the search query.": "Pages trouvées\u00a0: ${resultCount}.",
  "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
    "Aucune page ne contient tous ces mots. Vérifiez leur orthographe, ou cherchez un mot de moins.",
  "Hide Search Matches": "Ne plus surligner",
});
