"""A server on loopback that speaks S3, in this process, with one bucket; its content is gone when it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import boto3
import pytest
from moto.server import ThreadedMotoServer

BUCKET = "intake"


class Bucket:
    """The bucket of a running server, as another program sees it."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self._client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
        self._client.create_bucket(Bucket=BUCKET)

    def keys(self) -> list[str]:
        """What lies there."""
        return [one["Key"] for one in self._client.list_objects_v2(Bucket=BUCKET).get("Contents", ())]

    def take_away(self) -> None:
        """Delete the bucket."""
        for key in self.keys():
            self._client.delete_object(Bucket=BUCKET, Key=key)
        self._client.delete_bucket(Bucket=BUCKET)

    def bring_back(self) -> None:
        """Make it again."""
        self._client.create_bucket(Bucket=BUCKET)


@contextmanager
def s3_server(patch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    """A server and its bucket; meanwhile the usual variables lead every program of S3 there, those started now too."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1", "AWS_MAX_ATTEMPTS": "2", "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        patch.setenv(name, value)
    try:
        yield Bucket(f"http://{host}:{port}")
    finally:
        server.stop()
