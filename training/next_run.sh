#!/usr/bin/env bash
# The next training run of m1-nano, from the published weights: starts it, or goes on where it was stopped (SIGTERM, Ctrl-C).
# At the lowest priority, so that it may go in the background:
#
#   nohup training/next_run.sh >>training/build/next/words.log 2>&1 &
#
# README.md says what is in it and how it is published. FOLDER: where it is kept; TOKENS: how many in all.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${FOLDER:-training/build/next}
published=demo/public/models/m1-nano
mkdir -p "$folder"

# One at a time: two would write the same state.
exec 9>"$folder/lock"
flock --nonblock 9 || { echo "$folder is in use by another run." >&2; exit 1; }

if [ ! -e "$folder/start/model.safetensors" ]; then
  nice -n 19 python training/from_shards.py "$published" "$folder/start"
fi
if [ ! -e "$folder/corpus.json" ]; then
  nice -n 19 python training/pack.py --out "$folder/corpus" --calibration "$folder/calibration.txt" \
    --tokenizer "$published/tokenizer.json" --generated "${GENERATED:-300000}" --seed 201 --long-recall 0.4 \
    --passes '{"persona_chat": 0.7, "chitchat": 1, "tinystories": 0.8, "storybooks": 1, "self_dialogue": 0.2, "mawps": 1}' \
    --weights '{"letter-counting": 20, "spelling": 24, "lists": 20, "repetition": 20, "recall": 20, "talk": 45, "small-talk": 6}'
fi
# exec: a signal to this script reaches the program that saves its state.
exec nice -n 19 python training/train.py --corpus "$folder/corpus" --init "$folder/start" --out "$folder/run" \
  --tokens "${TOKENS:-40e6}" --batch 8 --length 512 --experts-every 8 --lr 2e-3 --muon-lr 2e-3 --warmup 100 \
  --cooldown 0.8 --long 0.12 --quantized 0.2 --save-minutes 10
