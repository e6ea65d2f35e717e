# docker build --build-arg COMMIT="$(git rev-parse HEAD)" -t iamspec .
# A tag moves as releases come. To pin it, add the digest that `docker buildx imagetools inspect
# node:24-slim` shows, in both stages: node:24-slim@sha256:... Renovate does so and keeps it new.
FROM node:24-slim AS build
WORKDIR /src
COPY . .
# What the evidence names; there is no history in here.
ARG COMMIT=
RUN --mount=type=cache,target=/root/.npm \
  npm ci \
  && printf '%s' "$COMMIT" > dist/commit \
  && npm pack --ignore-scripts

FROM node:24-slim
WORKDIR /opt/iamspec
COPY --from=build /src/iamspec-*.tgz /src/package-lock.json ./
# By the lock file: the same versions as CI has tested, by their integrity.
RUN --mount=type=cache,target=/root/.npm \
  tar -xzf iamspec-*.tgz --strip-components=1 \
  && rm iamspec-*.tgz \
  && npm ci --omit=dev --ignore-scripts --no-audit --no-fund
USER node
# For the caller's reports and profiles.
WORKDIR /audit
ENTRYPOINT ["/opt/iamspec/dist/hosts/cli/bin.js"]
CMD ["--help"]
