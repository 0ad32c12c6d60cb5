"""Checks what others can hold against a journal's keeper, from files alone; written from witness.md and proofs.md.

    python3 evidence.py proof FILE              a proof that one head continues another
    python3 evidence.py tiles FOLDER            a published tree: every tile, up to the checkpoint's root
    python3 evidence.py cosigned FILE VKEY...   a head and the times at which these witnesses cosigned it
    python3 evidence.py final FILE POLICY       whether a head is final by a policy

Exit code 0 where it holds, 1 where it does not.
"""
import os, sys
from notes import Frontier, block_root, is_signed, read_note, read_vkey, sha, unbase64


def note(text):
    """A note's text and signatures, from its bytes."""
    body, _, lines = text.rpartition("\n\n")
    parts = [line.split(" ") for line in lines[:-1].split("\n")]
    return body + "\n", [(name, unbase64(data)[:4], unbase64(data)[4:]) for _, name, data in parts]


def head(text):
    origin, size, root = text.split("\n")[:3]
    return origin, int(size), unbase64(root)


def must(condition, what):
    if not condition:
        raise ValueError(what)


def signed_by(text, signatures, vkey):
    name, key = read_vkey(vkey)
    number = sha(name.encode() + b"\n\1" + key)[:4]
    own = [line[2] for line in signatures if line[:2] == (name, number)]
    must(own and all(is_signed(key, text.encode(), one) for one in own), "no signature of " + name)
    must(head(text)[0] == name, "a key of another name than the origin")


# ---- two heads ----

def check_consistency(m, n, old, new, hashes):
    """RFC 9162, section 2.1.4.2."""
    must(m <= n, "the later tree is smaller")
    if m == 0 or m == n:
        must(not hashes and old == (sha(b"") if m == 0 else new), "roots or hashes that do not fit")
        return
    path = list(hashes) if m & (m - 1) else [old, *hashes]
    fn, sn = m - 1, n - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    must(path, "too few hashes")
    fr = sr = path[0]
    for one in path[1:]:
        must(sn, "too many hashes")
        if fn & 1 or fn == sn:
            fr, sr = sha(b"\1" + one + fr), sha(b"\1" + one + sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = sha(b"\1" + sr + one)
        fn, sn = fn >> 1, sn >> 1
    must(fr == old and sr == new and sn == 0, "the hashes lead to other roots")


def proof(path):
    parts = open(path, "rb").read().decode().split("\n\n")
    must(len(parts) in (4, 5), "not a proof of two heads")
    first, vkey, *hashes = parts[0].split("\n")
    must(first == "ipo/consistency-proof@v1" and vkey.startswith("vkey "), "not a proof of two heads")
    new = note("\n\n".join(parts[-2:]))
    signed_by(*new, vkey[5:])
    old = parts[1] + "\n"
    if len(parts) == 5:
        old, signatures = note("\n\n".join(parts[1:3]) + "\n")
        signed_by(old, signatures, vkey[5:])
    (origin, m, before), (other, n, after) = head(old), head(new[0])
    must(origin == other, "heads of two ledgers")
    check_consistency(m, n, before, after, [unbase64(one) for one in hashes])
    return f"{n} entries of {origin} continue {m}"


# ---- tiles ----

def tile_path(kind, index, width):
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03}")
    return os.path.join("tile", kind, *groups) + ("" if width == 256 else f".p/{width}")


def tiles(folder):
    text, signatures = read_note(folder, "checkpoint")
    origin, size, root = head(text)
    if os.path.exists(os.path.join(folder, "vkey")):
        with open(os.path.join(folder, "vkey")) as file:
            signed_by(text, signatures, file.readline().rstrip("\n"))
    read = lambda *place: open(os.path.join(folder, tile_path(*place)), "rb").read()
    widths = lambda count: [256] * (count // 256) + [count % 256] * (count % 256 > 0)
    leaves, tree = [], Frontier()
    for index, width in enumerate(widths(size)):
        data, place = read("entries", index, width), 0
        for _ in range(width):
            length = int.from_bytes(data[place:place + 2], "big")
            leaves.append(sha(b"\0" + data[place + 2:place + 2 + length]))
            must(place + 2 + length <= len(data), "a bundle that ends too soon")
            place += 2 + length
        must(place == len(data), "a bundle that goes on")
    for leaf in leaves:
        tree.append(leaf)
    must(tree.root() == root, "the entries lead to another root")
    level, hashes, count = 0, leaves, 0
    while hashes:
        above = []
        for index, width in enumerate(widths(len(hashes))):
            own = hashes[256 * index:256 * index + width]
            must(read(str(level), index, width) == b"".join(own),
                 "other hashes in " + tile_path(str(level), index, width))
            count += 1
            if width == 256:
                above.append(block_root(own))
        level, hashes = level + 1, above
    return f"{size} entries of {origin} in {count} tiles and their bundles"


# ---- cosignatures ----

def times(text, signatures, vkey):
    """When a witness says that it saw a head; a line of its own that does not hold ends everything."""
    name, number, data = vkey.split("+", 2)
    data = unbase64(data)
    must(len(data) == 33 and data[0] == 4, "not a witness's vkey")
    must(number == sha(name.encode() + b"\n" + data)[:4].hex(), "not a vkey")
    found = []
    for who, key_id, signature in signatures:
        if (who, key_id.hex()) == (name, number):
            time = int.from_bytes(signature[:8], "big")
            message = f"cosignature/v1\ntime {time}\n{text}".encode()
            must(is_signed(data[1:], message, signature[8:]), "a cosignature that does not hold")
            found.append(time)
    return found


def cosigned(path, *vkeys):
    text, signatures = read_note(path)
    seen = {vkey.split("+")[0]: times(text, signatures, vkey) for vkey in vkeys}
    must(all(seen.values()), "not cosigned by all of them")
    return f"{head(text)[1]} entries, cosigned at {seen}"


def final(path, policy):
    text, signatures = read_note(path)
    logs, met, quorum = [], {}, []
    for line in open(policy, "rb").read().decode().split("\n"):
        kind, *items = line.split() or ["#"]
        if kind == "log":
            logs.append(items[0])
        elif kind == "witness":
            met[items[0]] = bool(times(text, signatures, items[1]))
        elif kind == "group":
            name, number, *members = items
            number = {"any": 1, "all": len(members)}.get(number) or int(number)
            met[name] = sum(met[one] for one in members) >= number
        elif kind == "quorum":
            quorum.append(items[0] == "none" or met[items[0]])
        else:
            must(kind.startswith("#"), "not a policy")
    signers = []
    for vkey in logs:
        if vkey.split("+")[0] == head(text)[0]:
            signed_by(text, signatures, vkey)
            signers.append(vkey)
    must(signers and quorum == [True], "not final")
    return f"{head(text)[1]} entries of {head(text)[0]} are final"


if __name__ == "__main__":
    try:
        print({"proof": proof, "tiles": tiles, "cosigned": cosigned, "final": final}[sys.argv[1]](*sys.argv[2:]))
    except (ValueError, OSError) as fault:
        print("does not hold:", fault)
        sys.exit(1)
