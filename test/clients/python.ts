// confluent-kafka for Python (librdkafka), through the program in python/client.py.

import { join } from 'node:path';
import { missing, PYTHON, ROOT } from '../support/paths.ts';
import { LiveProcess } from '../support/process.ts';
import { type Client, CODECS } from './client.ts';
import { ProgramSession } from './program.ts';

const PROGRAM = join(ROOT, 'test/clients/python/client.py');

export const python: Client = {
  name: 'confluent-kafka Python',
  missing: missing.python,
  writes: CODECS,
  reads: CODECS,
  partitions: 2,
  limits: [],
  open: async (bootstrapServers) =>
    new ProgramSession(new LiveProcess('python client', PYTHON, ['-u', PROGRAM, bootstrapServers])),
};
