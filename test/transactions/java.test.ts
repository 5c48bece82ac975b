import { java } from './program.ts';
import { testTransactions } from './suite.ts';

testTransactions(java);
