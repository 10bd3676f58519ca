import sys
from pathlib import Path

import torch

TRAINING = Path(__file__).parent.parent
sys.path.insert(0, str(TRAINING))  # as `python training/x.py` has it
torch.set_num_threads(1)  # the models here are tiny
