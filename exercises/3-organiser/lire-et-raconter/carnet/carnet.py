# %% [markdown] mode_d_emploi
# ## 2. À vous : deux dessins, cinq phrases
#
# `matplotlib` est la bibliothèque des dessins. `fig, ax = plt.subplots()` ouvre une feuille blanche : `ax` est la feuille. On y dessine
# (`ax.plot(...)` pour une courbe, `ax.bar(...)` pour des barres), on règle l'axe, on écrit le titre, et la recette rend la feuille :
# `return ax`.

# %% tables
import matplotlib.pyplot as plt

semaines = pd.read_csv("semaines.csv")
formats = pd.read_csv("formats.csv")
formats

# %% [markdown] a_lire
# ### A. L'engagement a-t-il duré toute la campagne ?
#
# Une courbe : d'abord les semaines, puis les nombres, `ax.plot(table["semaine"], table["interactions"])`. Ensuite
# `ax.set_ylim(bottom=0)` fait partir l'axe de zéro, et `ax.set_title("…")` écrit le titre : ce que l'on compte, et quand.

# %% graphique_semaines
def graphique_semaines(table):
    fig, ax = plt.subplots(figsize=(8, 4))
    ax.tick_params(axis="x", rotation=60)
    # la courbe, l'axe à partir de zéro, le titre, puis rendre ax
    ### BEGIN SOLUTION
    ax.plot(table["semaine"], table["interactions"])
    ax.set_ylim(bottom=0)
    ax.set_title("Interactions par semaine, pendant la campagne")
    return ax
    ### END SOLUTION

# %% voir_semaines
graphique_semaines(semaines)

# %% [markdown] b_lire
# ### B. Quel format fait le plus réagir celles et ceux qui le voient ?
#
# Il faut un **taux** : la première ligne l'ajoute à la table. Pour ranger du plus grand au plus petit :
# `table = table.sort_values("taux", ascending=False)`. Puis des barres : `ax.bar(table["format"], table["taux"])`.

# %% graphique_formats
def graphique_formats(table):
    table = table.assign(taux=table["interactions"] / table["portee"] * 100)
    fig, ax = plt.subplots(figsize=(8, 4))
    ax.tick_params(axis="x", rotation=60)
    # ranger, dessiner les barres, écrire le titre, puis rendre ax
    ### BEGIN SOLUTION
    table = table.sort_values("taux", ascending=False)
    ax.bar(table["format"], table["taux"])
    ax.set_title("Taux d'engagement de chaque format (% de la portée)")
    return ax
    ### END SOLUTION

# %% voir_formats
graphique_formats(formats)

# %% [markdown] c_lire
# ### C. Cinq phrases
#
# Chaque phrase a un texte, un `appui` (le numéro d'un chiffre) et une `sorte` : `constat`, `comparaison`, `supposition`, `ignorance`, ou
# `preuve`. Deux chiffres de la liste ne valent rien : ne vous y appuyez pas.
#
# - c01 Semaine du 1er février : 489 interactions
# - c02 De la première à la deuxième semaine : 489, puis 260 interactions, soit −46,83 %
# - c03 Semaine du 15 février (témoignage d'Oumou) : 491 interactions
# - c04 Les deux dernières semaines d'avril, pendant le Ramadan : 64, puis 63 interactions
# - c05 Vidéos-témoignages : 10,92 % d'engagement sur la portée, 13 publications
# - c06 MOOC : 2,98 % d'engagement sur la portée, 12 publications
# - c07 Articles : 2,26 % d'engagement sur la portée, 6 publications
# - c08 Jeux-concours : 7,22 % d'engagement sur la portée, 4 publications
# - c09 Somme des portées : 42 456
# - c10 Croissance du hashtag depuis janvier : 0, puis 726 usages, « + 72 600 % »
# - c11 Ce que les gens ont changé chez eux : aucun chiffre
#
# Remplacez les trois points par cinq phrases, séparées par des virgules, sur le modèle de la première ligne.

# %% phrases
# {"texte": "Votre phrase, avec son nombre.", "appui": "c01", "sorte": "constat"},
### BEGIN SOLUTION
phrases = [
    {"texte": "La première semaine, la campagne a reçu 489 interactions.", "appui": "c01", "sorte": "constat"},
    {"texte": "La semaine suivante, il n'y en avait plus que 260.", "appui": "c02", "sorte": "comparaison"},
    {"texte": "Les vidéos-témoignages font réagir près de 11 % des personnes qui les voient.", "appui": "c05", "sorte": "constat"},
    {"texte": "Fin avril, 64 interactions par semaine : peut-être l'effet du Ramadan.", "appui": "c04", "sorte": "supposition"},
    {"texte": "Nous ne savons pas ce que les gens ont changé chez eux.", "appui": "c11", "sorte": "ignorance"},
]
### END SOLUTION
