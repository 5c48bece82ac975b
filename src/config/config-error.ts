/**
 * A setting that cannot be used. Thrown by everything in this folder; its message is one sentence that names the
 * setting, the value and what is allowed, fit to be shown to the user as it is.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
