"""Draws a lottery again, by the text of lottery.md. Prints LENGTH:TAIL,TAIL or numbers one a line, as drawn.
Call: python3 replay.py METHOD FIRST COUNT WINNERS SEED   or   python3 replay.py seed.txt"""
import hashlib, heapq, re, sys

METHOD, INT = r"(tail-numbers 8\+1|tail-numbers 5\+4|ranked|lowest-ticket)", "(0|[1-9][0-9]{0,18})"
HEX, TEXT = "[0-9a-f]{64}", "[A-Za-z0-9._:/-]+"
SEED_TXT = (f"ipo-lottery/v1\noffering {TEXT}\ndraw {TEXT}\nterms {HEX}\nnumbers {INT} {INT}\nwinners {INT}\n"
            f"method {METHOD}\napplications {HEX}\n(?:reveal {TEXT} {HEX}\n)*(?:beacon {TEXT} {TEXT}\n)*")

def generator(seed):  # that of cryptorandom 0.4; the seed is its 64 hex digits as text
    block, bits, left = hashlib.sha256(seed.encode() + b","), 0, 0
    def below(n):
        nonlocal bits, left
        k, value = (n - 1).bit_length(), n
        while value >= n:
            if left < k:
                bits, left = bits | int.from_bytes(block.digest(), "big") << left, left + 256
                block.update(b"\0")
            value, bits, left = bits % 2**k, bits >> k, left - k
        return value
    return below

def tail_numbers(first, count, winners, seed):  # tails holds by length those drawn, in their order
    below, tails, left, longest = generator(seed), {}, winners % count, len(str(count - 1))
    nines = int(method[-3])  # the 8 of 8+1, the 5 of 5+4
    for k in range(1, longest + 1):
        m, failed = 10**k, 0
        while (n := left * m // count) > 0 and (failed < 1000 or k == longest):
            size = (1, 2, 2, 4, 5, 5, 5, 8, nines)[min(n, 9) - 1] if k < longest else 1
            base = below(m) if k < longest else (first + below(count)) % m  # at last single numbers
            group = [(base + i * (m // size)) % m for i in range(size)]
            hits = sum(len(range(first + (tail - first) % m, first + count, m)) for tail in group)
            failed += 1
            if hits <= left and not any(tail % 10**d in tails[d] for tail in group for d in tails):
                left, failed = left - hits, 0
                tails.setdefault(k, {}).update(dict.fromkeys(group))
    return (f"{k}:" + ",".join(f"{tail:0{k}}" for tail in drawn) for k, drawn in tails.items())

def ranked(first, count, winners, seed):
    below, moved = generator(seed), {}  # moved: what stands at a place of the list that is not its own
    for last in range(count - 1, count - 1 - winners, -1):
        place = below(last + 1)
        yield first + moved.get(place, place)
        moved[place] = moved.get(last, last)

def lowest_ticket(first, count, winners, seed):
    ticket = lambda x: hashlib.sha256(bytes.fromhex(seed) + x.to_bytes(8, "big")).digest()
    return heapq.nsmallest(winners, range(first, first + count), ticket)  # of equal ones the lower x

call = sys.argv[1:]
if len(call) == 1:
    data = open(call[0], "rb").read()
    text = re.fullmatch(SEED_TXT, data.decode("ascii", "replace")) or sys.exit("refused: not a seed.txt")
    call = [text[4], *text.groups()[:3], hashlib.sha256(data).hexdigest()]
call = re.fullmatch(f"{METHOD} {INT} {INT} {INT} ({HEX})", " ".join(call)) or sys.exit(__doc__)
method, first, count, winners, seed = call[1], int(call[2]), int(call[3]), int(call[4]), call[5]
if not 0 < count <= 2**63 - first or winners > count:
    sys.exit("refused: at least one number, none above 2^63 - 1, and no more winners than numbers")
draw = {"ranked": ranked, "lowest-ticket": lowest_ticket}.get(method, tail_numbers)
sys.stdout.writelines(f"{line}\n" for line in draw(first, count, winners, seed))
