"""What the booklet teaches to build, as small exact objects. Standard library only."""
