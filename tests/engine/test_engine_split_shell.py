"""What a cell shows in a split run, against what IPython itself makes of it."""

import pandas
import pytest
from IPython.core.pylabtools import print_figure
from matplotlib import pyplot

from autograder.engine.split_shell import picture

TABLE = pandas.DataFrame({"lieu": ["Kayes", "Nioro", "Yélimané"], "portee": [1e6, 2.5e6, 4e6], "part": [0.2, 0.3, 0.5]})


def bars():
    TABLE.plot.bar(x="lieu", y="portee", rot=80, title="Portée")


def dates():
    pyplot.plot(pandas.date_range("2021-02-01", periods=40), range(40))
    pyplot.gcf().autofmt_xdate()


def cloud():
    pyplot.scatter([1, 2], [3, 4], c=[5, 6])
    pyplot.colorbar(label="éé")


def outside():
    pyplot.plot([1, 10, 100], label="une longue étiquette")
    pyplot.yscale("log")
    pyplot.legend(bbox_to_anchor=(1.05, 1))
    pyplot.figtext(-0.1, 0.5, "dehors")
    pyplot.annotate("x", (0, 1), xytext=(-80, -60), textcoords="offset points")


def two_axes():
    left = pyplot.gca()
    left.xaxis.tick_top()
    left.set_title("titre")
    left.twinx().set_ylabel("à droite")
    left.set_aspect("equal")


def parts():
    TABLE.plot.pie(y="part", labels=TABLE["lieu"])


def several():
    TABLE[["portee", "part"]].plot(subplots=True)


def deep():
    pyplot.figure().add_subplot(projection="3d").plot([0, 1], [0, 1], [0, 1])


def tight():
    pyplot.subplots(1, 2)[1][0].set_ylabel("une étiquette")
    pyplot.tight_layout()


def constrained():
    pyplot.subplots(2, 2, layout="constrained")


def empty():
    pyplot.figure()


@pytest.mark.parametrize(
    "draw", [bars, dates, cloud, outside, two_axes, parts, several, deep, tight, constrained, empty])
def test_a_figure_is_shown_as_ipython_shows_it_to_the_last_byte(draw):
    made = []
    for show in (picture, lambda figure: print_figure(figure, "png", bbox_inches="tight", base64=True)):
        draw()
        made.append(show(pyplot.gcf()))
        pyplot.close("all")

    assert made[0] == made[1]
