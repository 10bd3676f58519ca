"""Written arithmetic, one line per column: the computation, then the digits of the result so far. Each line depends only on the one before."""


def add_columns(a: int, b: int) -> str:
    """a + b from the right. 47 + 38: '7+8=15, 5' then '4+3+1=8, 85'."""
    x, y = str(a)[::-1], str(b)[::-1]
    lines, result, carry = [], "", 0
    length = max(len(x), len(y))
    for i in range(length):
        terms = [int(x[i])] if i < len(x) else []
        terms += [int(y[i])] if i < len(y) else []
        terms += [carry] if carry else []
        total = sum(terms)
        carry = total // 10
        result = (str(total) if i == length - 1 else str(total % 10)) + result
        lines.append(f"{'+'.join(map(str, terms))}={total}, {result}")
    return "\n".join(lines)


def subtract_columns(a: int, b: int) -> str:
    """a - b, a >= b >= 0, from the right; a column below zero borrows its ten. 52 - 38: '2-8=-6+10=4, 4' then '5-1-3=1, 14'."""
    x, y = str(a)[::-1], str(b)[::-1]
    lines, result, borrow = [], "", 0
    for i in range(len(x)):
        top, bottom = int(x[i]), int(y[i]) if i < len(y) else 0
        left = top - borrow - bottom
        column = f"{top}-1-{bottom}" if borrow else f"{top}-{bottom}"
        borrow = int(left < 0)
        ten = f"={left}+10" if borrow else ""
        result = str(left + 10 * borrow) + result
        lines.append(f"{column}{ten}={left + 10 * borrow}, {result}")
    return "\n".join(lines)


def multiply_digit(a: int, digit: int) -> str:
    """a times one digit, from the right. 347 x 6: '7x6=42, 2' then '4x6+4=28, 82' then '3x6+2=20, 2082'."""
    x = str(a)[::-1]
    lines, result, carry = [], "", 0
    for i, d in enumerate(x):
        total = int(d) * digit + carry
        plus = f"+{carry}" if carry else ""
        result = (str(total) if i == len(x) - 1 else str(total % 10)) + result
        lines.append(f"{d}x{digit}{plus}={total}, {result}")
        carry = total // 10
    return "\n".join(lines)


def multiply_steps(a: int, b: int) -> str:
    """a times each digit of b, shifted by zeros, then the sum."""
    parts, lines = [], []
    for i, ch in enumerate(reversed(str(b))):
        part = a * int(ch) * 10 ** i
        parts.append(part)
        if int(ch) == 0 or a == 0:
            lines.append(f"{a} x {ch}{'0' * i} = 0")
        else:
            lines.append(f"{a} x {ch}:\n{multiply_digit(a, int(ch))}\n{a} x {ch}{'0' * i} = {part}")
    total = parts[0]
    for part in parts[1:]:
        if part and total:
            lines.append(f"{total} + {part}:\n{add_columns(total, part)}")
        total += part
    lines.append(f"{a} x {b} = {total}")
    return "\n".join(lines)


def divide_steps(a: int, b: int) -> str:
    """Long division, digit by digit: the dividend, the digit of the quotient, the remainder. 437 / 6: '4/6=0 r 4', '43/6=7 r 1', '17/6=2 r 5'."""
    lines, rest = [], 0
    for ch in str(a):
        x = 10 * rest + int(ch)
        rest = x % b
        lines.append(f"{x}/{b}={x // b} r {rest}")
    return "\n".join(lines)
