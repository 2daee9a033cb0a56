# %% [markdown] mode_d_emploi
# ## 2. À vous : neuf petites fonctions
#
# Vous n'avez jamais programmé ? Ce carnet est fait pour vous. On y parle à la machine avec des phrases très courtes, en Python.
#
# - Une **table** s'appelle par son nom : `publications`. Une de ses colonnes : `publications["portee"]`.
# - La **somme** d'une colonne : `publications["portee"].sum()`. Sa moyenne : `.mean()`.
# - Les opérations : `+`, `-`, `*` (fois), `/` (divisé par), et des parenthèses comme à l'école.
# - Une **fonction** est une recette : elle reçoit une table et, après le mot `return`, elle rend le résultat.
#
# `fichier("…")` trouve la table de votre sujet. Dans chaque recette, remplacez les trois points `...` par votre calcul, puis lancez la cellule. Vous pouvez vérifier après
# chacune : lancez la cellule 4, plus bas.

# %% tables
publications = pd.read_csv(fichier("publications.csv"))
reseaux = pd.read_csv(fichier("reseaux.csv"))
site = pd.read_csv(fichier("site.csv"))
publications.head()

# %% [markdown] prevoir_lire
# ### Prévoir avant de calculer
#
# Rien à programmer ici : touchez vos réponses. Elles ne rapportent pas de points ; si un résultat surprend, la vérification vous
# rappellera ce que vous aviez prévu.

# %% prevoir
repondre("previsions")

# %% [markdown] a_interactions
# ### A. Les interactions de la campagne
#
# Une interaction est un geste qui se voit : `reactions`, `commentaires`, `partages`, `favoris`. La fonction `gestes` est donnée : elle
# additionne ces quatre colonnes, ligne par ligne. Servez-vous-en partout : `gestes(table)`.

# %% gestes_donnes
def gestes(table):
    return table["reactions"] + table["commentaires"] + table["partages"] + table["favoris"]


gestes(publications).head()

# %% total_interactions
def total_interactions(table):
    # combien de gestes en tout ? la somme de gestes(table)
    ### BEGIN SOLUTION
    return gestes(table).sum()
    ### END SOLUTION

# %% [markdown] b_taux
# ### B. Le taux d'engagement de chaque publication
#
# Les gestes **divisés par la portée**, fois 100. pandas compte toutes les lignes d'un coup : `gestes(table) / table["portee"]` donne déjà
# une proportion par publication.

# %% taux_par_publication
def taux_par_publication(table):
    # un pourcentage par ligne
    ### BEGIN SOLUTION
    return gestes(table) / table["portee"] * 100
    ### END SOLUTION

# %% [markdown] c_campagne
# ### C. Le taux d'engagement de la campagne
#
# Le taux **cumulé** : la somme des gestes, divisée par la somme des portées, fois 100. Ce n'est pas la moyenne des taux !

# %% taux_campagne
def taux_campagne(table):
    ### BEGIN SOLUTION
    return gestes(table).sum() / table["portee"].sum() * 100
    ### END SOLUTION

# %% [markdown] d_formats
# ### D. Le taux d'engagement de chaque format
#
# `groupby` range les lignes en paquets. La somme des portées de chaque format s'écrit `table.groupby("format")["portee"].sum()`. La
# somme des gestes de chaque format : `gestes(table).groupby(table["format"]).sum()`. Divisez l'une par l'autre.

# %% taux_par_format
def taux_par_format(table):
    ### BEGIN SOLUTION
    return gestes(table).groupby(table["format"]).sum() / table.groupby("format")["portee"].sum() * 100
    ### END SOLUTION

# %% [markdown] e_hashtag
# ### E. Le hashtag : sa croissance, et la part des relais
#
# Une **croissance** : (arrivée − départ) divisé par départ, fois 100. Ici, de `hashtag_semaine_1` à `hashtag_semaine_2`, tous réseaux
# ensemble. La **part des relais** : les usages `hashtag_relais` sur `hashtag_total`.

# %% croissance_hashtag
def croissance_hashtag(table):
    depart = table["hashtag_semaine_1"].sum()
    arrivee = table["hashtag_semaine_2"].sum()
    ### BEGIN SOLUTION
    return (arrivee - depart) / depart * 100
    ### END SOLUTION

# %% part_relais
def part_relais(table):
    ### BEGIN SOLUTION
    return table["hashtag_relais"].sum() / table["hashtag_total"].sum() * 100
    ### END SOLUTION

# %% [markdown] f_abonnes
# ### F. Les abonnés, réseau par réseau
#
# Un réseau part de zéro : la division donne `inf` (infini), qui n'est pas un pourcentage. La ligne déjà écrite remplace les départs à zéro
# par un vide : la machine laissera la case vide au lieu d'inventer.

# %% croissance_abonnes
def croissance_abonnes(table):
    depart = table["abonnes_debut"].where(table["abonnes_debut"] > 0)  # zéro devient un vide
    ### BEGIN SOLUTION
    return (table["abonnes_fin"] - depart) / depart * 100
    ### END SOLUTION

# %% part_reseaux
def part_reseaux(table):
    # les abonnés de chaque réseau à la fin, sur tous les abonnés à la fin
    ### BEGIN SOLUTION
    return table["abonnes_fin"] / table["abonnes_fin"].sum() * 100
    ### END SOLUTION

# %% [markdown] g_site
# ### G. Les visites venues des réseaux
#
# Sur toutes les `visites`, la part des `visites_reseaux`, en pourcentage. Additionnez d'abord, divisez ensuite.

# %% part_visites
def part_visites(table):
    ### BEGIN SOLUTION
    return table["visites_reseaux"].sum() / table["visites"].sum() * 100
    ### END SOLUTION
