import { platformatic } from './platformatic.ts';
import { testTransactions } from './suite.ts';

testTransactions(platformatic);
