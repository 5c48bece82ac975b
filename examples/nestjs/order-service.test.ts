import { orderServiceTests } from '../order-tests.ts';
import { startOrderService } from './order-service.ts';

orderServiceTests("NestJS's Kafka transport", startOrderService, {
  stopsOverLostCommit: true,
  keepsCoordinators: false,
});
