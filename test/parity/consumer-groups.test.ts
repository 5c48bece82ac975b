// Consumer groups (KIP-848): the same requests to Millrace and to Apache Kafka 4.3.1.
import { consumerGroupCalls } from './calls/consumer-groups.ts';
import { compareAnswers } from './compare-answers.ts';

compareAnswers('Consumer groups are answered like Apache Kafka', consumerGroupCalls);
