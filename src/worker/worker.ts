// The worker's entry: one model host, behind Comlink.

import { expose } from 'comlink';
import { ModelHost } from './model-host.ts';

expose(new ModelHost());
