// Configs that change while the broker runs: the same requests to Millrace and to Apache Kafka 4.3.1.
import { dynamicConfigCalls } from './calls/dynamic-configs.ts';
import { compareAnswers } from './compare-answers.ts';

compareAnswers('Dynamic configs are answered like Apache Kafka', dynamicConfigCalls);
