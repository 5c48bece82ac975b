import { python } from './program.ts';
import { testTransactions } from './suite.ts';

testTransactions(python);
