import { orderServiceTests } from '../order-tests.ts';
import { startOrderService } from './order-service.ts';

orderServiceTests('KafkaJS', startOrderService, { stopsOverLostCommit: true, keepsCoordinators: false });
