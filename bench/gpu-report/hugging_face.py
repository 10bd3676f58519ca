"""Measures Hugging Face's MiniMaxForCausalLM with random weights on this machine's GPU: prefill and greedy decoding
of one sequence, not compiled.

The argument is JSON: {"shapes": {name: MiniMaxConfig's fields}, "dtypes": [...], "prompts": [...], "tokens": n,
"runs": n, "cpu": bool}. Sends one JSON message per line through file descriptor 3, as child.ts reads them.
"""

import json
import os
import statistics
import sys
import time

out = os.fdopen(3, "w")


def send(message):
    out.write(json.dumps(message) + "\n")
    out.flush()


def skip(reason):
    send({"skip": reason})
    sys.exit(0)


asked = json.loads(sys.argv[1])
try:
    import torch
    import transformers
    from transformers import MiniMaxConfig, MiniMaxForCausalLM
except Exception as error:
    skip(f"{sys.executable} has no PyTorch with a transformers that knows MiniMaxForCausalLM ({error}).")
if not torch.cuda.is_available() and not asked["cpu"]:
    skip("PyTorch finds no GPU.")
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")


def timed(work):
    """Seconds until the device has finished `work`."""
    if device.type == "cuda":
        torch.cuda.synchronize()
    started = time.perf_counter()
    work()
    if device.type == "cuda":
        torch.cuda.synchronize()
    return time.perf_counter() - started


def median_seconds(work):
    """The first run only warms up."""
    work()
    return statistics.median(timed(work) for _ in range(asked["runs"]))


def ids(count, vocabulary):
    return torch.tensor([[(i * 2654435761) % vocabulary for i in range(count)]], device=device)


def measure(model, vocabulary, add):
    prompts = asked["prompts"]
    for tokens in prompts:
        prompt = ids(tokens, vocabulary)
        seconds = median_seconds(lambda: model(prompt, use_cache=True, logits_to_keep=1))
        add("prefill", {"tokens": tokens, "tokensPerSecond": tokens / seconds, "samples": asked["runs"]})
    count = asked["tokens"]
    answer = model(ids(prompts[0], vocabulary), use_cache=True, logits_to_keep=1)
    cache, last = answer.past_key_values, answer.logits[:, -1:].argmax(-1)

    def decode():
        # Unlike `generate`, keeps every token on the device: this is the fastest way to run the model.
        nonlocal cache, last
        for _ in range(count):
            answer = model(last, past_key_values=cache, use_cache=True, logits_to_keep=1)
            cache, last = answer.past_key_values, answer.logits[:, -1:].argmax(-1)

    seconds = median_seconds(decode)
    assert torch.isfinite(model(last, past_key_values=cache).logits).all(), "a logit is not finite"
    rate = {"tokensPerSecond": count / seconds, "samples": asked["runs"]}
    add("decode", {"context": prompts[0], "tokens": count, **rate})


def create(fields, dtype, experts):
    torch.set_default_dtype(getattr(torch, dtype))
    config = MiniMaxConfig(**fields)
    if experts:
        config._experts_implementation = experts
    with device:
        return MiniMaxForCausalLM(config).eval()


def measure_shape(size, fields, dtype, experts, rows):
    """`experts`: the implementation of the experts; None: the default of this version of transformers."""
    model = create(fields, dtype, experts)
    row = {
        "size": size,
        "dtype": dtype,
        "parameters": sum(parameter.numel() for parameter in model.parameters()),
        "experts": str(getattr(model.config, "_experts_implementation", "eager")),
        "attention": str(model.config._attn_implementation),
        "prefill": [],
        "decode": [],
    }

    def add(kind, figure):
        row[kind].append(figure)
        send({"figures": {"rows": [*rows, row]}})

    with torch.inference_mode():
        measure(model, fields["vocab_size"], add)
    rows.append(row)


def main():
    rows, problems = [], []
    name = torch.cuda.get_device_name() if device.type == "cuda" else "CPU"
    send({"figures": {"torch": torch.__version__, "transformers": transformers.__version__, "device": name}})
    for dtype in asked["dtypes"]:
        for size, fields in asked["shapes"].items():
            # Not every implementation of the experts supports every dtype.
            for experts in (None, "eager"):
                send({"progress": f"{size} in {dtype}" + (f", experts {experts}" if experts else "")})
                try:
                    measure_shape(size, fields, dtype, experts, rows)
                    break
                except Exception as error:
                    problems.append(f"{size} in {dtype}, experts {experts or 'by default'}: {error}"[:300])
                    send({"figures": {"rows": rows, "problems": problems}})
                finally:
                    if device.type == "cuda":
                        torch.cuda.empty_cache()
    send({"figures": {"rows": rows, "problems": problems}})
    send({"done": True})


main()
