"""The law register: which article may be cited, since when, and on whose word."""

from dossier.law.citing import citable
from dossier.law.numerals import chinese
from dossier.law.register import Article, Instrument, Register, UnknownLawError, load

__all__ = ["Article", "Instrument", "Register", "UnknownLawError", "chinese", "citable", "load"]
