"""The mean of checkpoints' weights. Successive runs make different errors; the mean of their weights makes fewer.

python training/average.py build/one build/two [...] --out build/mean
"""

import argparse
import json
import os
import shutil

from safetensors.torch import load_file, save_file

from model import copy_beside


def average(folders: list[str], out: str) -> None:
    """Takes checkpoints of one shape; copies the other files from the last one."""
    if os.path.realpath(out) in map(os.path.realpath, folders):
        raise SystemExit(f"{out} is one of the averaged folders: choose another --out.")
    configs = [json.load(open(f"{folder}/config.json")) for folder in folders]
    for folder, config in zip(folders, configs, strict=True):
        if config != configs[0]:
            raise SystemExit(f"{folder}/config.json differs from that of {folders[0]}: only weights of one shape can be averaged")
    mean = {name: weight / len(folders) for name, weight in load_file(f"{folders[0]}/model.safetensors").items()}
    for folder in folders[1:]:
        for name, weight in load_file(f"{folder}/model.safetensors").items():
            mean[name] += weight / len(folders)
    os.makedirs(out, exist_ok=True)
    save_file(mean, f"{out}/model.safetensors")
    shutil.copy(f"{folders[-1]}/config.json", out)
    copy_beside(folders[-1], out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", help="with config.json and model.safetensors")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    average(args.folders, args.out)


if __name__ == "__main__":
    main()
