// The public API of the package.
//
//   import { Broker } from 'millrace';
//   await using broker = await Broker.start({ port: 0 });
//   broker.bootstrapServers
export { Broker, type BrokerOptions } from './broker.ts';
export { ConfigError } from './config/config-error.ts';
