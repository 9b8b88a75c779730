"""How papermill writes the parameters of a notebook in Swift.

`pip install kernelspec/papermill` beside papermill is all it takes: `papermill in.ipynb out.ipynb -p epochs 20` then works for
notebooks of the kernel Cuaderno, with the parameters as Swift constants and variables of a cell.
"""

import math

from papermill.engines import NBClientEngine as Engine
from papermill.translators import Translator, papermill_translators

__all__ = ["Engine", "SwiftTranslator"]

ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0"}


class SwiftTranslator(Translator):
    """Values of Python as Swift literals, `var` for each parameter: the notebook may go on with it."""

    @classmethod
    def translate_none(cls, val):
        # A bare nil has no type; what the notebook declares in its own cell of parameters is not known here.
        return "String?.none"

    @classmethod
    def translate_escaped_str(cls, val):
        return '"' + "".join(ESCAPES.get(c, c) for c in str(val)) + '"'

    @classmethod
    def translate_bool(cls, val):
        return "true" if val else "false"

    @classmethod
    def translate_float(cls, val):
        if math.isfinite(val):
            return repr(float(val))
        return "Double.nan" if math.isnan(val) else "Double.infinity" if val > 0 else "-Double.infinity"

    @classmethod
    def translate_list(cls, val):
        if not val:
            return "[Double]()"
        return f"[{', '.join(cls.elements(val))}]{cls.erased(val)}"

    @classmethod
    def translate_dict(cls, val):
        if not val:
            return "[String: Double]()"
        pairs = zip(val, cls.elements(list(val.values())))
        written = ", ".join(f"{cls.translate_escaped_str(key)}: {text}" for key, text in pairs)
        erased = cls.erased(list(val.values()))
        return f"[{written}]" + (" as [String: Any]" if erased else "")

    @classmethod
    def elements(cls, values):
        """Numbers of a list that holds fractions are all written as such: Swift has one type for all."""
        if cls.kinds(values) == {int, float}:
            values = [float(value) for value in values]
        return [cls.translate(value) for value in values]

    @classmethod
    def kinds(cls, values):
        return {type(value) for value in values}

    @classmethod
    def erased(cls, values):
        kinds = cls.kinds(values)
        return " as [Any]" if len(kinds) > 1 and kinds != {int, float} else ""

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}".rstrip()

    @classmethod
    def assign(cls, name, str_val):
        return f"var {name} = {str_val}"


papermill_translators.register("cuaderno", SwiftTranslator)
papermill_translators.register("swift", SwiftTranslator)
