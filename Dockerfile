FROM python:3.13-slim AS build
WORKDIR /src
COPY requirements-image.lock pyproject.toml README.md LICENSE NOTICE ./
RUN python -m venv /opt/policygraph
RUN /opt/policygraph/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements-image.lock
COPY api ./api
COPY graph ./graph
COPY loaders ./loaders
COPY cypher ./cypher
COPY data ./data
RUN /opt/policygraph/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/policygraph policygraph
COPY --from=build /opt/policygraph /opt/policygraph
ENV PATH=/opt/policygraph/bin:$PATH POLICYGRAPH_DATA=/var/lib/policygraph POLICYGRAPH_LOG=requests PYTHONDONTWRITEBYTECODE=1
USER policygraph
VOLUME /var/lib/policygraph
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["policygraph", "serve", "--host", "0.0.0.0", "--port", "8000"]
