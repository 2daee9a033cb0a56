# %% [markdown] mode_d_emploi
# ## 2. À vous : deux dessins, cinq phrases
#
# `matplotlib` est la bibliothèque des dessins. `fig, ax = plt.subplots()` ouvre une feuille blanche : `ax` est la feuille. On y dessine
# (`ax.plot(...)` pour une courbe, `ax.bar(...)` pour des barres), on règle l'axe, on écrit le titre, et la recette rend la feuille :
# `return ax`. `fichier("…")` trouve la table de votre sujet.

# %% tables
import matplotlib.pyplot as plt

semaines = pd.read_csv(fichier("semaines.csv"))
formats = pd.read_csv(fichier("formats.csv"))
formats

# %% [markdown] choisir_lire
# ### Choisir avant de dessiner
#
# Touchez les réglages de chaque graphique : il se dessine à côté, sans une ligne de code. Ce brouillon ne rapporte pas de points, il vous sert de
# modèle pour la suite.

# %% choisir
repondre("graphique_1", "graphique_2")

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
# Plus de code : ajoutez vos phrases une à une. Pour chacune, touchez le chiffre sur lequel elle s'appuie et ce qu'elle est : ce que l'on voit, ce
# que l'on compare, ce que l'on suppose, ce que l'on ne sait pas. Deux chiffres de la liste ne valent rien : ne vous y appuyez pas.

# %% phrases
repondre("phrases")
