"""The mean of checkpoints: of every weight, and only for the same shape."""

import pytest
import torch
from safetensors.torch import load_file

from average import average
from model import M1, M1Config, save_hf


def checkpoint(folder, seed: int, experts: int = 4):
    torch.manual_seed(seed)
    folder.mkdir()
    save_hf(M1(M1Config(vocab_size=64, hidden_size=32, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2,
                        num_key_value_heads=1, num_local_experts=experts)), str(folder), 2, 3)
    (folder / "tokenizer.json").write_text(f'"{seed}"')
    return str(folder)


def test_every_weight_is_the_mean(tmp_path):
    folders = [checkpoint(tmp_path / str(seed), seed) for seed in (1, 2, 3)]
    average(folders, str(tmp_path / "mean"))
    parts = [load_file(f"{folder}/model.safetensors") for folder in folders]
    mean = load_file(tmp_path / "mean" / "model.safetensors")
    assert mean.keys() == parts[0].keys()
    for name, weight in mean.items():
        assert torch.allclose(weight, sum(part[name] for part in parts) / 3, atol=1e-6)
    assert (tmp_path / "mean" / "tokenizer.json").read_text() == '"3"'
    assert (tmp_path / "mean" / "config.json").read_text() == (tmp_path / "1" / "config.json").read_text()


def test_other_shapes_are_refused(tmp_path):
    folders = [checkpoint(tmp_path / "four", 1), checkpoint(tmp_path / "five", 2, experts=5)]
    with pytest.raises(SystemExit, match="only weights of one shape"):
        average(folders, str(tmp_path / "mean"))


def test_the_mean_does_not_take_the_place_of_one_of_them(tmp_path):
    folders = [checkpoint(tmp_path / str(seed), seed) for seed in (1, 2)]
    with pytest.raises(SystemExit, match="another --out"):
        average(folders, folders[1])
    assert load_file(f"{folders[1]}/model.safetensors")
