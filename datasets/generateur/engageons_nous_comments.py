"""The 72 comments of the Facebook page. The number is published; every word is ours, written for the course."""

from __future__ import annotations

from datasets.generateur.plan import BAMBARA, Comment

IDEA, QUESTION, STORY, ANSWER, ASIDE, HOSTILE = (
    "contribution", "question", "témoignage", "réponse au concours", "hors sujet", "hostile",
)
GOOD, NEUTRAL, BAD = "positif", "neutre", "négatif"


def _c(
    post: str, hours: int, kind: str, tone: str, answer: bool, woman: bool, text: str, language: str = "français",
) -> Comment:
    return Comment(post, hours, kind, tone, answer, woman, text, language)


COMMENTS = (
    _c("a01", 1, IDEA, GOOD, False, True, "Enfin une campagne qui parle de nous. Je partage dans le groupe de mon quartier."),
    _c("a01", 3, QUESTION, NEUTRAL, True, False, "Est-ce qu'il y aura des activités à Yélimané aussi ?"),
    _c("a01", 9, ASIDE, NEUTRAL, False, False, "Vends moto bon état, me contacter en privé."),
    _c("a02", 2, STORY, NEUTRAL, False, True, "Jamais entrée. Je croyais que c'était réservé aux conseillers."),
    _c("a02", 4, STORY, GOOD, False, False, "Une fois, pour l'état civil de ma fille. On m'a bien reçu."),
    _c("a02", 7, IDEA, NEUTRAL, True, False, "Il faudrait afficher la date des sessions au marché, pas seulement à la "
       "mairie."),
    _c("c01", 2, IDEA, GOOD, False, True, "Cette chaise vide, je l'ai reconnue tout de suite."),
    _c("c01", 5, IDEA, GOOD, False, False, "Court et clair. À montrer dans les écoles."),
    _c("c01", 12, QUESTION, NEUTRAL, True, True, "Peut-on avoir la vidéo sur WhatsApp ? La connexion est faible chez nous."),
    _c("c02", 6, QUESTION, NEUTRAL, True, False, "Le public a-t-il le droit de prendre la parole pendant la session, ou "
       "seulement d'écouter ?"),
    _c("c02", 20, HOSTILE, BAD, True, False, "Encore un projet payé de l'extérieur pour nous dire comment vivre."),
    _c("a03", 1, ANSWER, GOOD, False, False, "Réparation de la pompe près de l'école. #EngageonsNous"),
    _c("a03", 1, ANSWER, GOOD, False, True, "Chez nous la commune a décidé de clôturer le centre de santé."),
    _c("a03", 2, ANSWER, NEUTRAL, False, False, "Le nouveau tarif des places du marché."),
    _c("a03", 3, ANSWER, GOOD, False, True, "L'ouverture d'une classe de plus, cette année !"),
    _c("a03", 5, ANSWER, NEUTRAL, True, True, "Je ne trouve aucune décision... où est-ce qu'on peut les lire ?"),
    _c("a03", 6, ANSWER, GOOD, False, False, "Le curage des caniveaux avant l'hivernage."),
    _c("a03", 14, ANSWER, NEUTRAL, False, False, "L'éclairage de la route du fleuve, promis et fait."),
    _c("a03", 26, QUESTION, NEUTRAL, True, True, "Le tirage est à quelle heure samedi ?"),
    _c("c04", 8, QUESTION, NEUTRAL, True, True, "Où peut-on lire l'étude complète ?"),
    _c("c05", 3, IDEA, GOOD, False, True, "Elle parle comme ma tante, bravo."),
    _c("c05", 10, HOSTILE, BAD, True, False, "La place d'une femme n'est pas dans les bureaux."),
    _c("c06", 2, STORY, GOOD, False, True, "Moi aussi ma voix tremblait la première fois. Maintenant c'est moi qui "
       "encourage les autres."),
    _c("c06", 3, IDEA, GOOD, False, False, "I ni ce Oumou !", BAMBARA),
    _c("c06", 5, QUESTION, NEUTRAL, True, True, "Comment elle a su à quel moment demander la parole ?"),
    _c("c06", 8, IDEA, GOOD, False, False, "Plus de vidéos comme celle-là, s'il vous plaît."),
    _c("c06", 30, STORY, GOOD, False, True, "Dans notre commune nous y allons à trois maintenant, c'est plus facile."),
    _c("a05", 4, IDEA, GOOD, False, False, "J'y étais. On a manqué de temps pour les questions du fond de la salle."),
    _c("c07", 7, STORY, NEUTRAL, False, True, "C'est exactement moi. On a peur que les gens rient."),
    _c("a07", 2, STORY, NEUTRAL, False, True, "Mon mari et moi, on en discute. Cela n'a pas toujours été comme ça."),
    _c("a07", 6, ASIDE, NEUTRAL, False, False, "Qui connaît le prix du transport Kayes-Bamako en ce moment ?"),
    _c("c10", 5, HOSTILE, BAD, True, False, "Les élus se moquent de nous, et vous leur donnez la parole."),
    _c("c10", 9, QUESTION, NEUTRAL, True, False, "À qui doit-on adresser la demande pour avoir les comptes rendus ?"),
    _c("a09", 2, STORY, NEUTRAL, False, True, "L'école : j'ai arrêté en neuvième année pour aider à la maison."),
    _c("a09", 3, STORY, NEUTRAL, False, False, "Le téléphone. Un seul pour toute la famille."),
    _c("c11", 2, IDEA, GOOD, False, False, "Respect Moussa, on veut le nom du groupe."),
    _c("c11", 4, STORY, GOOD, False, False, "Moi c'est la réparation de téléphones, appris sur des vidéos."),
    _c("c11", 9, QUESTION, NEUTRAL, True, True, "Est-ce que ça marche aussi pour celles qui ne lisent pas bien ?"),
    _c("c17", 6, IDEA, GOOD, False, True, "Merci. Un tour de parole vaut mieux qu'un pagne."),
    _c("c12", 2, STORY, NEUTRAL, False, True, "Chez nous la réunion commence quand il faut puiser l'eau. Qui vient ?"),
    _c("c12", 3, IDEA, GOOD, False, True, "Il faut demander d'abord l'heure aux femmes, ensuite fixer la date."),
    _c("c12", 11, IDEA, NEUTRAL, False, False, "Je suis conseiller, je n'y avais pas pensé. J'en parlerai."),
    _c("a10", 2, ANSWER, GOOD, False, True, "La réunion de l'association des parents : on m'a laissée finir ma phrase."),
    _c("a10", 4, ANSWER, GOOD, False, False, "Au forum de Nioro, un ancien a dit « le petit a raison ». Je n'oublierai "
       "pas."),
    _c("a10", 5, ANSWER, NEUTRAL, False, True, "Pas encore arrivé, mais je participe quand même !"),
    _c("a10", 8, ANSWER, GOOD, False, True, "Le conseil a changé l'heure de la réunion après ma remarque."),
    _c("a11", 3, IDEA, NEUTRAL, False, True, "Après seize heures, et pas le jour du marché."),
    _c("c15", 7, QUESTION, NEUTRAL, True, False, "Où trouve-t-on le budget de la commune si la mairie ne l'affiche pas ?"),
    _c("c16", 5, QUESTION, NEUTRAL, True, True, "Faut-il mettre son vrai nom pour ouvrir la page ?"),
    _c("a14", 1, QUESTION, NEUTRAL, True, False, "On n'entend pas bien, pouvez-vous rapprocher le micro ?"),
    _c("a14", 1, QUESTION, NEUTRAL, True, True, "Question pour le panel : combien de femmes dans les commissions ?"),
    _c("c19", 2, IDEA, GOOD, False, True, "Courage Aminata, nous sommes fières de toi."),
    _c("c19", 5, STORY, GOOD, False, True, "Moi aussi c'est là-bas que j'ai appris à me servir d'un ordinateur."),
    _c("c19", 16, QUESTION, NEUTRAL, True, False, "L'espace est ouvert le samedi ?"),
    _c("c20", 12, ASIDE, NEUTRAL, False, False, "Bonne fête à tous mes amis de la page."),
    _c("a15", 1, IDEA, BAD, False, True, "20 %, ça fait mal. Et chez nous les cours d'informatique ont été supprimés."),
    _c("a15", 2, IDEA, NEUTRAL, False, False, "Même 30 % pour les hommes, c'est peu. Il faut des salles ouvertes."),
    _c("a15", 3, STORY, NEUTRAL, False, True, "J'ai touché un ordinateur pour la première fois à 23 ans."),
    _c("a15", 4, QUESTION, NEUTRAL, True, False, "Ces chiffres concernent les villes ou les villages aussi ?"),
    _c("a15", 9, HOSTILE, BAD, True, False, "Vos chiffres sont inventés pour avoir de l'argent."),
    _c("c23", 3, IDEA, GOOD, False, False, "Au moins celui-là répond. Les autres, où sont-ils ?"),
    _c("c23", 6, QUESTION, NEUTRAL, True, True, "Peut-on lui poser une treizième question ?"),
    _c("a16", 1, ANSWER, GOOD, False, False, "Monsieur le maire, quand verrons-nous le budget affiché ?"),
    _c("a16", 2, ANSWER, GOOD, False, True, "Pourquoi aucune femme dans la commission des marchés ?"),
    _c("a16", 3, ANSWER, NEUTRAL, False, True, "Que prévoyez-vous pour les jeunes qui cherchent un premier travail ?"),
    _c("a16", 7, ANSWER, GOOD, False, False, "Peut-on assister à la session par téléphone ?"),
    _c("c22", 4, IDEA, GOOD, False, False, "À envoyer dans tous les groupes de famille !"),
    _c("c24", 2, IDEA, GOOD, False, True, "Onze ! La prochaine fois, vingt."),
    _c("c24", 4, STORY, GOOD, False, True, "Nous avons fait pareil la semaine passée, à sept. On nous a laissé dix "
       "minutes."),
    _c("c24", 6, HOSTILE, BAD, True, False, "Elles auraient mieux fait de rester à la maison."),
    _c("c24", 15, QUESTION, NEUTRAL, True, True, "Comment avez-vous été prévenues de la date de la session ?"),
    _c("a22", 3, IDEA, GOOD, False, True, "Merci à toute l'équipe. Ne vous arrêtez pas."),
)
