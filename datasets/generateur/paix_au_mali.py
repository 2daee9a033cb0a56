"""#PaixauMali, May 2021: contents, posts, people, timeline and budget. Texts are ours."""

from __future__ import annotations

from datetime import date

from datasets.generateur.plan import (
    ARTICLE,
    BAMBARA,
    POST,
    PULAAR,
    SONINKE,
    TESTIMONY,
    Animation,
    Campaign,
    Comment,
    Content,
    Influencer,
    Period,
)


def _may(day: int) -> date:
    return date(2021, 5, day)


def _april(day: int) -> date:
    return date(2021, 4, day)


CONTENTS = (
    Content("c01", TESTIMONY, "Une communicatrice traditionnelle : « Avant de juger, on s'assoit »",
            "Comment une parole posée désamorce une dispute. En bambara, sous-titré.", _may(3), _april(24), BAMBARA,
            "vidéaste"),
    Content("c02", "dessin", "Horonya : la dignité", "Un dessin, un mot : la dignité qu'on se doit à soi et aux autres.",
            _may(4), _april(20), author="infographe"),
    Content("c03", ARTICLE, "Vivre ensemble : ce que nos règles savaient déjà",
            "Les mécanismes traditionnels recensés avec les communautés.", _may(6), _april(28), author="l'équipe"),
    Content("c04", "podcast", "Paroles d'aînés, paroles de jeunes", "Dix minutes d'échange entre un grand-père et sa "
            "petite-fille. En soninké.", _may(7), _april(29), SONINKE, "journaliste radio"),
    Content("c05", "dessin", "Nyogondèmè : la solidarité", "Un champ, dix mains : la solidarité en image.", _may(10),
            _april(20), author="infographe"),
    Content("c06", TESTIMONY, "Un chef de quartier : « Le puits nous a réconciliés »",
            "Deux familles, un puits, une année de silence. En pulaar, sous-titré.", _may(12), _may(2), PULAAR, "vidéaste"),
    Content("c07", POST, "Mon cousin à plaisanterie m'a évité une bagarre", "Un billet drôle, et vrai.", _may(14), _may(9),
            author="blogueuse"),
    Content("c08", "dessin", "Sinankuya : le cousinage à plaisanterie", "On se moque, donc on ne se bat pas.", _may(17),
            _april(20), author="infographe"),
    Content("c09", TESTIMONY, "Un universitaire : « La rumeur va plus vite que la paix »",
            "Ce qu'une vérification de deux minutes peut éviter.", _may(19), _may(8), author="vidéaste"),
    Content("c10", "podcast", "La médiation expliquée en vingt minutes", "Qui appeler, que dire, que taire. En bambara.",
            _may(21), _may(15), BAMBARA, "journaliste radio"),
    Content("c11", TESTIMONY, "Deux voisines : « On s'est reparlé au puits »", "Leur récit, à deux voix. En soninké, "
            "sous-titré.", _may(26), _may(18), SONINKE, "vidéaste"),
    Content("c12", ARTICLE, "Ce que disent les cadres d'échange de Kayes, Nioro et Yélimané",
            "Les propositions des leaders d'opinion et des associations.", _may(29), _may(27), author="l'équipe"),
)
ANIMATIONS = (
    Animation("a01", "annonce", _may(1), "#PaixauMali commence ce soir : un mois pour se rappeler ce qui nous tient "
              "ensemble.", ("Facebook", "X", "Instagram")),
    Animation("a02", "question", _may(5), "Qui est votre cousine ou votre cousin à plaisanterie ? Dites-le sans vous fâcher !"),
    Animation("a03", "rappel radio", _may(8), "Ce soir à la radio : paroles d'aînés, paroles de jeunes.", ("Facebook",)),
    Animation("a04", "jeu-concours", _may(11), "JEU-CONCOURS. Racontez une réconciliation en trois phrases."),
    Animation("a05", "annonce", _may(13), "Bonne fête de l'Aïd el-Fitr à toutes et à tous.",
              ("Facebook", "X", "Instagram")),
    Animation("a06", "photo", _may(15), "Cadre d'échange à l'espace connecté de Nioro.", ("Facebook", "Instagram")),
    Animation("a07", "question", _may(18), "Dans votre village, qui appelle-t-on quand deux familles ne se parlent plus ?"),
    Animation("a08", "photo", _may(22), "Cadre d'échange à Yélimané : associations de jeunes et de femmes autour de la "
              "table.", ("Facebook", "Instagram")),
    Animation("a09", "annonce", _may(25), "Au vu de l'actualité, nos publications prévues sont décalées. Prenez soin de "
              "vous, vérifiez avant de partager.", ("Facebook", "X")),
    Animation("a10", "annonce", _may(31), "La campagne s'achève. La paix, elle, se travaille demain encore.",
              ("Facebook", "X", "Instagram")),
)
COMMENTS = (
    Comment("a01", 2, "contribution", "positif", False, True, "Que la paix revienne. Je suis avec vous."),
    Comment("a01", 5, "hostile", "négatif", True, False, "La paix avec des affiches ? Soyons sérieux."),
    Comment("a02", 1, "contribution", "positif", False, False, "Mon cousin dit que ma famille mange tout le riz. Il a "
            "raison."),
    Comment("a02", 2, "contribution", "positif", False, True, "Le mien me salue en me demandant mes dettes !"),
    Comment("a02", 6, "question", "neutre", True, False, "Est-ce que ça existe aussi entre villages ?"),
    Comment("c01", 3, "témoignage", "positif", False, True, "Dans mon quartier, c'est elle qu'on appelle avant le commissariat."),
    Comment("c01", 7, "contribution", "positif", False, False, "I ni ce !", BAMBARA),
    Comment("c03", 8, "question", "neutre", True, False, "Ces règles sont-elles écrites quelque part ?"),
    Comment("a04", 1, "réponse au concours", "positif", False, True, "Ma sœur et moi, deux ans sans un mot. Un thé. C'était "
            "fini."),
    Comment("a04", 2, "réponse au concours", "positif", False, False, "Un match de football a réglé ce que trois réunions "
            "n'avaient pas réglé."),
    Comment("a04", 9, "réponse au concours", "neutre", False, False, "On s'est réconciliés devant la même panne de moto."),
    Comment("c06", 3, "témoignage", "positif", False, False, "Même histoire chez nous, mais avec un pâturage."),
    Comment("c06", 5, "contribution", "positif", False, True, "Merci pour les sous-titres."),
    Comment("c07", 4, "contribution", "positif", False, False, "J'ai ri, puis j'ai réfléchi."),
    Comment("c09", 2, "question", "neutre", True, True, "Où vérifier une photo quand on n'a qu'un petit forfait ?"),
    Comment("c09", 6, "hostile", "négatif", True, False, "Et les mensonges des puissants, vous les vérifiez ?"),
    Comment("a07", 3, "contribution", "neutre", False, False, "Chez nous, c'est l'ancien maître d'école."),
    Comment("a09", 1, "hors sujet", "négatif", False, False, "Quelqu'un sait si les banques sont ouvertes ?"),
    Comment("a09", 2, "hostile", "négatif", True, False, "Vous vous taisez quand il faudrait parler."),
    Comment("a09", 4, "contribution", "positif", False, True, "Sage décision. On vous attend."),
    Comment("c11", 2, "témoignage", "positif", False, True, "J'ai appelé ma voisine après la vidéo."),
    Comment("c11", 5, "contribution", "positif", False, True, "À faire écouter aux enfants."),
)
INFLUENCERS = (
    Influencer("griotte_du_kaarta", "Facebook", "communicatrice traditionnelle", 6_100, "Nioro", "bambara", True),
    Influencer("kayes_et_moi", "Facebook", "blogueuse", 8_900, "Kayes", "français", True),
    Influencer("radio_guidimakha_fm", "Facebook", "journaliste radio", 5_400, "Kayes", "soninké", True),
    Influencer("pulaaku_news", "Facebook", "animateur de page", 7_450, "Kayes", "pulaar", True),
    Influencer("debat_citoyen_ml", "X", "activiste", 6_050, "Bamako", "français", False),
    Influencer("blog_de_binta", "X", "blogueuse", 3_300, "Kayes", "français", True),
    Influencer("yelimane_info", "Facebook", "animateur de page", 3_850, "Yélimané", "soninké", True),
    Influencer("prof_de_socio", "X", "universitaire", 1_900, "Bamako", "français", True),
)
ACTIVITIES = (
    ("t01", "Choisir les mécanismes à montrer", "élaboration", "cheffe de projet", "2021-04-05", "2021-04-07", "", "non"),
    ("t02", "Objectifs, cibles et messages", "élaboration", "cheffe de projet", "2021-04-08", "2021-04-09", "t01", "oui"),
    ("t03", "Dessins", "préparation", "infographe", "2021-04-12", "2021-04-20", "t02", "non"),
    ("t04", "Tournage des témoignages", "préparation", "vidéaste", "2021-04-14", "2021-05-18", "t02", "non"),
    ("t05", "Enregistrement des podcasts", "préparation", "journaliste radio", "2021-04-19", "2021-05-15", "t02", "non"),
    ("t06", "Calendrier éditorial et kit", "préparation", "community manager", "2021-04-19", "2021-04-28", "t02", "oui"),
    ("t07", "Lancement", "animation", "community manager", "2021-05-01", "2021-05-01", "t03,t06", "oui"),
    ("t08", "Animation des réseaux", "animation", "community manager", "2021-05-01", "2021-05-31", "t07", "non"),
    ("t09", "Cadres d'échange : Kayes, Nioro, Yélimané", "animation", "relais", "2021-05-15", "2021-05-23", "t07", "non"),
    ("t10", "Émissions de radio", "animation", "", "2021-05-08", "2021-05-28", "t05", "non"),
    ("t11", "Bilan", "évaluation", "cheffe de projet", "2021-06-07", "2021-06-08", "t08", "oui"),
)
BUDGET = (
    ("ressources humaines", "Community manager", 2, "mois", 250_000),
    ("ressources humaines", "Vidéaste", 10, "jours", 40_000),
    ("ressources humaines", "Infographe", 6, "jours", 30_000),
    ("ressources humaines", "Journaliste radio (podcasts)", 2, "podcasts", 80_000),
    ("ressources humaines", "Communicatrices et communicateurs traditionnels", 4, "interventions", 50_000),
    ("matériel et logiciels", "Location de caméra", 6, "jours", 20_000),
    ("coûts annexes", "Déplacements", 5, "allers-retours", 60_000),
    ("coûts annexes", "Forfaits internet", 8, "forfaits", 10_000),
    ("coûts annexes", "Émissions de radio", 4, "émissions", 50_000),
    ("coûts annexes", "Lots du jeu-concours", 1, "jeu", 75_000),
)
CAMPAIGN = Campaign(
    slug="paix-au-mali",
    hashtag="#PaixauMali",
    title="Campagne #PaixauMali (mai 2021)",
    seed=20210501,
    start=_may(1),
    end=_may(31),
    phases=(("valoriser", _may(1), _may(16)), ("rassembler", _may(17), _may(31))),
    contents=CONTENTS,
    animations=ANIMATIONS,
    comments=COMMENTS,
    influencers=INFLUENCERS,
    periods=(Period("lancement", _may(1), _may(5), 1.6), Period("Ramadan", _may(1), _may(12), 0.75, evening=True),
             Period("événements de fin mai", _may(24), _may(28), 0.45)),
    followers=(("Facebook", 4_868, 6.2), ("X", 1_297, 2.1), ("Instagram", 702, 2.0), ("YouTube", 278, 1.3)),
    activities=ACTIVITIES,
    budget=BUDGET,
)
