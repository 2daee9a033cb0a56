"""How much one import may ask of the machine. Real exports stay far below."""

MAX_LINE = 2_000_000        # characters in one line of text
MAX_CELL = 131_072          # characters in one cell; a Facebook post holds 63 206
MAX_COLUMNS = 1_000         # Meta's widest known export has 227
MAX_FILE = 1_000_000_000    # bytes of one text file
MAX_WORKBOOK = 150_000_000  # bytes of a workbook once unpacked: its shared texts are held in memory
MAX_RATIO = 150             # unpacked size over packed size, for anything big
MAX_MEMBERS = 1_000         # files in one archive
BIG = 10_000_000            # below this size a high ratio is harmless
HEAD = 60                   # rows looked at to recognise a format
