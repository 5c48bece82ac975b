import { orderServiceTests } from '../order-tests.ts';
import { startOrderService } from './order-service.ts';

orderServiceTests('@platformatic/kafka', startOrderService, { stopsOverLostCommit: false, keepsCoordinators: true });
