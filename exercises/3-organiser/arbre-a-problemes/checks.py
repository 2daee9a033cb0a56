"""Criteria of « Arbre à problèmes »: structure of the tree (booklet 3.1, box 6) and the expert key's placements."""

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.checks import Verdict, check, missed, reached, share
from autograder.domain.cause_tree import CauseTree, Level, Link, Statement
from autograder.domain.french import listing

BLANK = {"statements": [], "links": []}
ENOUGH_STATEMENTS = 7  # and the problem: eight cards in all, as the statement says
ENOUGH_LINKS = 6
FROM_THE_BANK = 4  # her own cards count towards enough, but the list must be used too
TREE_ORDER = (Level.EFFECT, Level.PROBLEM, Level.DIRECT, Level.DEEP, Level.STRUCTURAL)


@dataclass(frozen=True)
class Key:
    """The expert key: every placement and every link that can be defended."""

    problem: str
    not_a_problem: Mapping[str, str]
    levels: Mapping[str, frozenset[Level]]
    explains: Mapping[str, frozenset[str]]

    @classmethod
    def from_json(cls, data: dict) -> "Key":
        rows = data["statements"].items()
        return cls(
            data["problem"], data["not_a_problem"],
            {id_: frozenset(map(Level, row["levels"])) for id_, row in rows},
            {id_: frozenset(row["explains"]) for id_, row in rows},
        )

    def accepts(self, statement: Statement) -> bool:
        return statement.own or statement.level in self.levels[statement.id]

    def is_intruder(self, statement: Statement) -> bool:
        return not statement.own and not self.levels[statement.id]

    def accepts_link(self, tree: CauseTree, link: Link) -> bool:
        """A link between two statements of the bank. A wrong problem costs its own criteria: here it is read as the right one."""
        cause, effect = (self.problem if tree[end].level is Level.PROBLEM else end for end in (link.cause, link.effect))
        return effect in self.explains[cause]


def read(answer: object, data: dict, key: dict) -> dict:
    bank = {row["id"]: row["text"] for row in data["bank"]["statements"]}
    return {"tree": CauseTree.from_json(answer, bank), "key": Key.from_json(key)}


def excerpts(tree: CauseTree, key: Key) -> dict:
    return {"enonces_personnels": [f"{own.text} ({own.level.french})" for own in tree.own]}


def takeaway(tree: CauseTree, **_: object) -> dict:
    return {"tree": tree}


def describe(tree: CauseTree, key: Key) -> str:
    """The tree as text, from the consequences down to the roots."""
    lines = []
    for level in TREE_ORDER:
        for statement in tree.at(level):
            ends = listing([quoted(end.text) for end in tree.explained_by(statement)])
            lines.append(f"{level.french.capitalize()} : {statement.text}" + (f" → {ends}" if ends else ""))
    return "\n".join(lines)


@check("Le problème est dit comme un fait, pas comme une solution qui manque", points=2)
def problem_is_a_problem(tree: CauseTree, key: Key) -> Verdict:
    if tree.problem is None:
        return missed("Le tronc de l'arbre est encore vide.", "Commencez par l'énoncé qui dit ce que vivent les gens, sans dire ce qu'il faudrait faire.")
    if tree.problem.own:
        return missed("Vous avez écrit le problème vous-même : votre formatrice ou votre formateur le lira et peut rendre ces points.",
                      "Comparez avec les énoncés proposés : l'un d'eux dit le problème de la campagne.")
    if tree.problem.id == key.problem:
        return reached("Votre problème dit un fait que la campagne peut changer.")
    if tree.problem.id in key.not_a_problem:
        return missed(key.not_a_problem[tree.problem.id], "Posez-vous la question : qui subit quoi, dans la commune, aujourd'hui ?")
    return share(1, of=2, hit="", hint="Cherchez l'énoncé que toutes vos causes expliquent.",
                 miss=lambda: f"{quoted(tree.problem.text)} dit bien un fait, mais c'est une cause ou une suite du problème, pas le tronc.")


@check("Chaque énoncé est à son étage", points=5)
def levels_are_right(tree: CauseTree, key: Key) -> Verdict:
    placed = [s for s in tree.causes + tree.effects if not s.own and not key.is_intruder(s)]
    wrong = [statement for statement in placed if not key.accepts(statement)]
    right, own = len(placed) - len(wrong), len([s for s in tree.causes + tree.effects if s.own])

    def miss() -> str:
        if wrong:
            return f"{_place(wrong[0])} {_wrong_level(wrong[0], key)}"
        return _too_few("énoncé de la liste", right, enough)

    enough = max(ENOUGH_STATEMENTS - own, FROM_THE_BANK)
    hint = LEVEL_HINTS[wrong[0].level] if wrong else "Piochez encore dans les énoncés : que constate-t-on ? quelle loi, quelle institution l'explique ? quelle racine revient partout ?"
    return share(right, of=max(len(placed), enough), hit="Tous vos énoncés sont à un étage qui se défend.", miss=miss, hint=hint)


@check("Rien ne flotte : tout est relié au problème", points=2)
def nothing_floats(tree: CauseTree, key: Key) -> Verdict:
    placed = [s for s in tree.causes + tree.effects if not key.is_intruder(s)]
    orphans = [s for s in tree.orphans() if s in placed]
    tied = len(placed) - len(orphans)
    if orphans and orphans[0].level is Level.EFFECT and tree.upside_down(orphans[0]):
        return share(tied, of=max(len(placed), ENOUGH_STATEMENTS), hit="", miss=lambda: f"Le lien de {quoted(orphans[0].text)} est à l'envers.", hint=TURN_ROUND)
    return share(
        tied, of=max(len(placed), ENOUGH_STATEMENTS), hit="Chaque énoncé rejoint le problème par un chemin.",
        miss=lambda: f"{quoted(orphans[0].text)} ne rejoint pas encore le problème." if orphans else _too_few("énoncé", tied, ENOUGH_STATEMENTS),
        hint="Touchez l'énoncé, puis « Relier », et choisissez ce qu'il explique." if orphans else "Ajoutez des énoncés et reliez-les, de proche en proche, jusqu'au tronc.",
    )


@check("L'arbre se lit dans un seul sens, sans cercle", points=1)
def no_circle(tree: CauseTree, key: Key) -> Verdict:
    if len(tree.links) < ENOUGH_LINKS // 2:
        return missed(_too_few("lien", len(tree.links), ENOUGH_LINKS // 2), "Reliez une première cause au problème, puis ce qui l'explique.")
    if circles := tree.cycles():
        names = listing([quoted(statement.text) for statement in circles[0]])
        return missed(f"Ces énoncés s'expliquent l'un l'autre en rond : {names}.", "Relisez chaque lien avec « parce que », gardez celui qui sonne juste et retirez l'autre.")
    return reached("Votre arbre se lit des racines vers le haut, sans tourner en rond.")


@check("Chaque lien monte d'un seul étage", points=2)
def links_rise_one_level(tree: CauseTree, key: Key) -> Verdict:
    skipping, sideways = tree.skipping_links(), tree.sideways_links()

    def miss() -> str:
        if skipping:
            return f"{_place(tree[skipping[0].cause])} saute un étage pour rejoindre {quoted(tree[skipping[0].effect].text)}."
        if sideways:
            return f"Le lien de {quoted(tree[sideways[0].cause].text)} vers {quoted(tree[sideways[0].effect].text)} ne monte pas."
        return _too_few("lien", len(tree.links), ENOUGH_LINKS)

    hint = "Par quoi passe-t-on ? Ajoutez l'étage qui manque entre les deux." if skipping else "Une cause explique ce qui est juste au-dessus d'elle : directe → problème, profonde → directe, structurelle → profonde."
    return share(len(tree.sound_links()), of=max(len(tree.links), ENOUGH_LINKS), hit="Tous vos liens montent d'un étage à la fois.", miss=miss, hint=hint)


@check("Les liens tiennent : la cause explique vraiment l'effet", points=2)
def links_hold(tree: CauseTree, key: Key) -> Verdict:
    known = [link for link in tree.links if not (tree[link.cause].own or tree[link.effect].own)]
    weak = [link for link in known if not key.accepts_link(tree, link)]
    good = len(known) - len(weak)
    enough = max(ENOUGH_LINKS - (len(tree.links) - len(known)), FROM_THE_BANK)

    def miss() -> str:
        if weak:
            return f"On voit mal comment {quoted(tree[weak[0].cause].text)} expliquerait {quoted(tree[weak[0].effect].text)}."
        return _too_few("lien", good, enough)

    return share(good, of=max(len(known), enough), hit="Chaque lien se lit comme un « parce que » convaincant.", miss=miss,
                 hint="Lisez le lien à voix haute avec « parce que ». Si la phrase sonne faux, cherchez une autre cause.")


@check("Au moins deux chemins descendent jusqu'à une racine structurelle", points=2)
def two_branches_reach_a_root(tree: CauseTree, key: Key) -> Verdict:
    branches = tree.keeping(key.accepts).traced_branches()
    return share(
        min(len(branches), 2), of=2, hit=f"{len(branches)} chemins complets : du fait constaté jusqu'à la racine.",
        miss=lambda: "Un seul chemin va jusqu'à une racine." if branches else "Aucun chemin ne va encore du problème jusqu'à une cause structurelle.",
        hint="Partez d'une cause directe et demandez deux fois « pourquoi ? » : d'abord la loi ou l'institution, puis la société.",
    )


@check("Les causes profondes se rejoignent dans deux ou trois racines", points=1)
def roots_are_shared(tree: CauseTree, key: Key) -> Verdict:
    roots = tree.at(Level.STRUCTURAL)
    joined = [root for root in roots if key.accepts(root) and any(end.level is Level.DEEP for end in tree.explained_by(root))]
    if len(roots) > 3:
        return missed(f"Vous avez {len(roots)} causes structurelles : l'arbre perd ses racines communes.", "Gardez les deux ou trois qui expliquent le plus de causes profondes.")
    return share(min(len(joined), 2), of=2, hit="Vos causes profondes se rejoignent dans quelques racines communes.",
                 miss=lambda: f"{len(joined)} cause structurelle reliée à une cause profonde : il en faut deux ou trois." if joined else "Aucune cause structurelle n'explique encore une cause profonde.",
                 hint="Quelle culture, quelle situation du pays se cache derrière plusieurs de vos causes profondes ?")


@check("Les conséquences sont au-dessus du problème", points=1)
def effects_are_above(tree: CauseTree, key: Key) -> Verdict:
    right = [s for s in tree.effects if key.accepts(s) and not tree.upside_down(s)]
    below = [s for s in tree.causes if not s.own and key.levels[s.id] == {Level.EFFECT}]
    if below:
        return missed(f"{quoted(below[0].text)} est placé parmi les causes : c'est une suite du problème.", "Demandez-vous ce qui vient d'abord : le problème provoque-t-il cela, ou l'inverse ?")
    if not tree.effects:
        return missed("Aucune conséquence n'est encore placée au-dessus du problème.", "Si rien ne change, que se passera-t-il dans la commune ? Placez-le en haut.")
    wrong = [s for s in tree.effects if s not in right]
    if wrong and tree.upside_down(wrong[0]):
        return share(len(right), of=len(tree.effects), hit="", miss=lambda: f"Le lien de {quoted(wrong[0].text)} est à l'envers.", hint=TURN_ROUND)
    return share(len(right), of=len(tree.effects), hit="Vos conséquences poussent bien au-dessus du problème.",
                 miss=lambda: f"{quoted(wrong[0].text)} n'est pas une suite du problème.",
                 hint="Une conséquence arrive après le problème, à cause de lui.")


@check("Ce qui n'est pas une cause reste de côté", points=2)
def intruders_are_left_out(tree: CauseTree, key: Key) -> Verdict:
    intruders = [statement for statement in tree.statements if key.is_intruder(statement)]
    placed = len(tree.causes + tree.effects)
    if placed < ENOUGH_STATEMENTS // 2 and not intruders:
        return missed("Votre arbre est encore trop petit pour juger du tri.", "Placez quelques énoncés autour du problème, puis vérifiez à nouveau.")
    return share(2 - len(intruders), of=2, hit="Vous avez laissé de côté les solutions déguisées en causes.",
                 miss=lambda: f"{quoted(intruders[0].text)} dit un remède, pas une cause.",
                 hint="Remplacez le remède par le fait : que se passe-t-il tant qu'il n'existe pas ?")


TURN_ROUND = "C'est le problème qui provoque la conséquence : tracez le lien du problème vers elle."
LEVEL_HINTS = {
    Level.EFFECT: "Une conséquence arrive après le problème, à cause de lui.",
    Level.DIRECT: "Une cause directe se constate sur place. Une loi, une institution, une habitude de toute la société sont plus bas.",
    Level.DEEP: "Une cause profonde tient à une loi, une politique ou une institution. Est-ce le cas ici ?",
    Level.STRUCTURAL: "Une cause structurelle touche toute la société et bien d'autres problèmes. Est-ce le cas ici ?",
}


def _too_few(what: str, found: int, enough: int) -> str:
    if not found:
        return f"Aucun {what} ne compte encore : il en faut au moins {enough}."
    plural = what.replace(" ", "s ", 1) if " " in what else f"{what}s"
    return f"{found} {plural if found > 1 else what} pour l'instant : il en faut au moins {enough}."


def quoted(text: str) -> str:
    """Between quotation marks, without the full stop: the sentence goes on."""
    return f"« {text.rstrip('.')} »"


def _place(statement: Statement) -> str:
    return f"{quoted(statement.text)}, placé en {statement.level.french},"


def _wrong_level(statement: Statement, key: Key) -> str:
    if Level.PROBLEM in key.levels[statement.id]:
        return "est le problème lui-même : il va dans le tronc."
    if statement.level is Level.EFFECT:
        return "explique le problème : cherchez-lui un étage plus bas."
    if key.levels[statement.id] == {Level.EFFECT}:
        return "est une suite du problème : il va au-dessus."
    return "serait mieux à un autre étage."
