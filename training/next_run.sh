#!/usr/bin/env bash
# The next training run of m1-nano, from the published weights: starts it, or resumes it after SIGTERM or Ctrl-C.
# It runs at the lowest priority, so that it can stay in the background:
#
#   nohup training/next_run.sh >>training/build/next/words.log 2>&1 &
#
# README.md describes the run and how to publish its result. FOLDER: where it is stored; TOKENS: the total number.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${FOLDER:-training/build/next}
published=demo/public/models/m1-nano
mkdir -p "$folder"

# Only one at a time, because two would write the same state.
exec 9>"$folder/lock"
flock --nonblock 9 || { echo "$folder is in use by another run." >&2; exit 1; }

# Linux may divide CPU time between sessions first, regardless of niceness.
[ ! -w /proc/self/autogroup ] || echo 19 >/proc/self/autogroup || true
# Without it, half of the time is spent on page faults.
jemalloc=$(find /usr/lib -name libjemalloc.so.2 -print -quit)
[ -z "$jemalloc" ] || export LD_PRELOAD=$jemalloc MALLOC_CONF=dirty_decay_ms:-1,muzzy_decay_ms:-1

if [ ! -e "$folder/start/model.safetensors" ]; then
  nice -n 19 python training/from_shards.py "$published" "$folder/start"
fi
if [ ! -e "$folder/corpus.json" ]; then
  nice -n 19 python training/pack.py --out "$folder/corpus" --calibration "$folder/calibration.txt" \
    --tokenizer "$published/tokenizer.json" --generated "${GENERATED:-300000}" --seed "${SEED:-801}" --long-recall 0.4 \
    --passes '{"persona_chat": 0.3, "chitchat": 1, "tinystories": 0.5, "storybooks": 0.7, "self_dialogue": 0.1, "mawps": 1}' \
    --weights '{"multiplication": 9, "division": 9, "word-problems": 8, "letter-counting": 20, "spelling": 30, "lists": 26, "repetition": 40, "recall": 18, "dates": 16, "units": 12, "sequences": 14, "number-facts": 14, "knowledge": 12, "tool-calls": 10, "talk": 85}'
fi
# exec: a signal to this script reaches the program that saves its state.
exec nice -n 19 python training/train.py --corpus "$folder/corpus" --init "$folder/start" --out "$folder/run" \
  --tokens "${TOKENS:-40e6}" --batch 8 --length 512 --experts-every 8 --lr 1.3e-3 --muon-lr 1.3e-3 --warmup 100 \
  --cooldown 0.8 --long 0.12 --quantized 0.2 --save-minutes 10
