from tests.support.uji.fixtures import databases, engine, make_engine

__all__ = ["databases", "engine", "make_engine"]
