/** How a test file ends. */
export const TEST_FILE = /\.test\.(?:m?ts|js)$/;
