/**
 * Imported first, and only for what it does: ali-oss logs the headers that it signs, credentials among them, through the package `debug`,
 * which reads this variable as it is loaded. Workflows set `DEBUG: '*'` for other tools.
 */
delete process.env.DEBUG
