import { kafkaJs } from './kafkajs.ts';
import { testTransactions } from './suite.ts';

testTransactions(kafkaJs);
