"""The engine child with the fake engines and the toy pipeline in it."""

from fakes.engines import catalogue
from imaging.pipelines import PIPELINES
from studio.runs.child.__main__ import main
from toy.pipeline import TOY
from toy.sequence import SEQUENCE

if __name__ == "__main__":
    main(catalogue(), (*PIPELINES, TOY, SEQUENCE))
