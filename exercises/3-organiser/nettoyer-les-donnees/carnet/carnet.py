# %% [markdown] mode_d_emploi
# ## 2. À vous : décider, puis six petites étapes
#
# Le fichier `export_facebook.csv` est l'export brut, tel que la plateforme le donne ; `fichier("…")` trouve celui de votre sujet. Vous
# regardez d'abord l'export, vous décidez en tapant, puis vous écrivez une recette par ennui.

# %% regarder
brut = pd.read_csv(fichier("export_facebook.csv"))
brut[["Post ID", "Publish time", "Reach", "Reactions", "Shares", "Data comment"]]

# %% [markdown] decider_lire
# ### Décider avant d'écrire
#
# Rien à programmer ici : touchez une réponse par ennui, et regardez l'export changer. Ces décisions ne rapportent pas de points dans le
# carnet, elles vous servent de plan : la vérification vous dira si votre code fait ce que vous aviez prévu.

# %% decider
repondre("choix")

# %% [markdown] recettes_lire
# ### Écrire les recettes
#
# Chaque recette reçoit une table, et rend la table un peu plus propre. Remplacez les trois points `...`, lancez la cellule, passez à la
# suite. Une étape encore vide ne change rien : vous pouvez vérifier (cellule 4) quand vous voulez.

# %% [markdown] lecture_lire
# ### A. Lire le fichier sans rien abîmer
#
# `pd.read_csv("nom du fichier")` lit une table, et prend pour des nombres tout ce qui y ressemble : les identifiants de 17 chiffres y perdent
# leurs derniers chiffres. Avec `dtype=str` après une virgule, tout reste du **texte** : `pd.read_csv(..., dtype=str)`. Une case vide
# s'appelle alors `NaN` : ni zéro, ni texte, rien.

# %% lire
def lire(fichier):
    # fichier est le nom du fichier à lire
    ### BEGIN SOLUTION
    return pd.read_csv(fichier, dtype=str)
    ### END SOLUTION

# %% [markdown] a_lire
# ### B. Les lignes d'erreur
#
# `table[condition]` garde les lignes pour lesquelles la condition est vraie. `table["Post ID"].notna()` veut dire : l'identifiant n'est
# pas vide.

# %% sans_erreurs
def sans_erreurs(table):
    # garder seulement les lignes qui ont un identifiant
    ### BEGIN SOLUTION
    return table[table["Post ID"].notna()]
    ### END SOLUTION

# %% [markdown] b_lire
# ### C. Les publications exportées deux fois
#
# `table.drop_duplicates("une colonne")` garde la première ligne pour chaque valeur de cette colonne. Quelle colonne dit que deux lignes
# sont la même publication ?

# %% sans_doublons
def sans_doublons(table):
    ### BEGIN SOLUTION
    return table.drop_duplicates("Post ID")
    ### END SOLUTION

# %% [markdown] c_lire
# ### D. Les nombres
#
# `colonne.str.replace(",", "")` enlève la virgule des milliers. `pd.to_numeric(colonne, errors="coerce")` fait de vrais nombres, et
# laisse **vide** ce qui n'en est pas un, comme « 3.apr ». Écrivez les deux, l'un autour de l'autre.

# %% en_nombres
def en_nombres(colonne):
    ### BEGIN SOLUTION
    return pd.to_numeric(colonne.str.replace(",", ""), errors="coerce")
    ### END SOLUTION

# %% [markdown] d_lire
# ### E. La date
#
# `pd.to_datetime(colonne, format="...")` lit une date si on lui dit son ordre : `%d` pour le jour, `%m` pour le mois, `%Y` pour l'année,
# `%H:%M` pour l'heure. Regardez la colonne « Publish time » plus haut : une seule date suffit à dire l'ordre. Laquelle ?

# %% en_dates
def en_dates(colonne):
    ### BEGIN SOLUTION
    return pd.to_datetime(colonne, format="%m/%d/%Y %H:%M")
    ### END SOLUTION

# %% [markdown] e_lire
# ### F. L'heure du Mali
#
# L'heure écrite est celle de Californie. pandas connaît les changements d'heure de chaque pays : `dates.dt.tz_localize("America/Los_Angeles")`
# dit d'où viennent les heures, puis `.dt.tz_convert("Africa/Bamako")` les passe à l'heure de Bamako. Enchaînez les deux.

# %% heure_du_mali
def heure_du_mali(dates):
    ### BEGIN SOLUTION
    return dates.dt.tz_localize("America/Los_Angeles").dt.tz_convert("Africa/Bamako")
    ### END SOLUTION

# %% [markdown] f_lire
# ### Tout ensemble
#
# La recette `nettoyer` est donnée : elle enchaîne vos étapes, sur n'importe quel export de ce genre.

# %% nettoyer
def nettoyer(fichier):
    def etape(recette, matiere):  # une étape encore vide ne change rien
        resultat = recette(matiere)
        return matiere if resultat is None else resultat

    table = lire(fichier)
    if table is None:
        table = pd.read_csv(fichier)
    table = etape(sans_doublons, etape(sans_erreurs, table))
    return pd.DataFrame({
        "id": table["Post ID"],
        "publie_le": etape(heure_du_mali, etape(en_dates, table["Publish time"])),
        "portee": etape(en_nombres, table["Reach"]),
        "reactions": etape(en_nombres, table["Reactions"]),
        "commentaires": etape(en_nombres, table["Comments"]),
        "partages": etape(en_nombres, table["Shares"]),
    })


nettoyer(fichier("export_facebook.csv"))

# %% [markdown] g_lire
# ### Le compte et le journal
#
# `len(table)` compte les lignes d'une table. Combien en avait l'export, combien en reste-t-il, et où sont les autres ? Comptez, puis écrivez le
# journal : deux ou trois phrases pour qui reprendra vos chiffres. Une personne les lira.

# %% compter
len(brut), len(nettoyer(fichier("export_facebook.csv")))

# %% compte_et_journal
repondre("compte", "journal")
