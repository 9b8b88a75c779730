"""The public conformance suite, over the installed kernelspec."""

import unittest

import jupyter_kernel_test


class CuadernoKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "cuaderno"
    language_name = "swift"
    file_extension = ".swift"
    code_hello_world = 'print("hello, world")'
    code_stderr = 'import Foundation\nFileHandle.standardError.write("oops\\n".data(using: .utf8)!)'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": 'let greeting = "hola"\ngreeting', "result": '"hola"'},
        {"code": "[1, 2, 3].map { $0 * 2 }", "result": "[2, 4, 6]"},
    ]
    code_display_data = [
        {"code": 'display(.html("<b>x</b>"));', "mime": "text/html"},
        {"code": "display(.svg(\"<svg xmlns='http://www.w3.org/2000/svg'/>\"));", "mime": "image/svg+xml"},
    ]
    code_generate_error = "let a: Int = \"x\""
    code_clear_output = "clearOutput()"
    code_history_pattern = "6 ? 7"
    supported_history_operations = ("tail", "search", "range")
    complete_code_samples = ["1", "print(1)", "func f() { }", "%who", "let s = \"\"\"\na\n\"\"\""]
    incomplete_code_samples = ["func f() {", "let a = [1,", 'let s = """\nabc', "print(1"]
    invalid_code_samples = ["let = 3 }", ")"]
    completion_samples = [
        {"text": "isKnownUn", "matches": {"isKnownUniquelyReferenced"}},
        {"text": "[1, 2].rever", "matches": {"reverse", "reversed"}},
        {"text": "%tr", "matches": {"train"}},
        {"text": "%data moo", "matches": {"moons"}},
    ]
    code_inspect_sample = "print"
    code_page_something = "print?"


if __name__ == "__main__":
    unittest.main()
